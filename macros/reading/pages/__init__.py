"""The pages, as authors type them."""
