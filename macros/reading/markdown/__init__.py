"""Reads Markdown as the site builder does, with the places of what stands in it."""
