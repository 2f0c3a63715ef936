"""Finding what was said: folding, terms, the index and its scores."""
