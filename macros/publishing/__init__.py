"""From built pages to what readers get."""
