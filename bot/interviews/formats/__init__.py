"""File formats: from a file's bytes to a text and its blocks, one module each."""
