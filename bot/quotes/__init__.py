"""Quotes for their own sake: which passages are worth it, which is next, and when it is due."""
