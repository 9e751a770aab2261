"""What can be wrong with what was built."""
