"""The macros: what a page prints of the data."""
