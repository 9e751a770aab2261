"""How a language says it: one catalogue for each, and what prints quantities and dates by it."""
