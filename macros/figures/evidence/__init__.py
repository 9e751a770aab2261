"""What other sources say beside an item of the article: what may be compared, how far apart, what follows."""
