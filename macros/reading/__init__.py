"""What authors wrote, read with the place of everything."""
