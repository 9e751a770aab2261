"""What editors are told while an author types: values beside macros, completions, problems.

Every answer is a plain function of what is known of the project, in characters and without an editor;
`server` alone speaks with one.
"""
