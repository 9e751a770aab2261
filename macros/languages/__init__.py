"""How a language says it."""
