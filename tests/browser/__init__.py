"""What readers meet in real browsers; a package, so that browsers are closed when its tests end."""
