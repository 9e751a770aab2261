"""What a figure is and what follows from it; no file is read here."""
