"""Real editors, installed for the tests, driven and read."""
