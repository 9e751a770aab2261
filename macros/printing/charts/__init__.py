"""The charts, from the values to the picture."""
