"""The files of the data."""
