"""What readers meet in real browsers."""
