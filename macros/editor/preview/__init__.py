"""The live preview: the real page of what is being typed, before it is saved.

`server` and what it stands on speak with browsers and editors; `warm` alone knows the site builder, and
runs in a process of its own, `child`.
"""
