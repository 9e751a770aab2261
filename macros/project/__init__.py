"""A project opened: its files, settings and pages, and everything wrong with them."""
