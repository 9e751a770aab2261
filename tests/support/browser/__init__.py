"""Both outputs in real browsers: what readers see, hear, type and print."""
