"""Prints what others say beside an item of the article, what became of plans, and what was looked for."""
