"""Quotes for their own sake: which passages are worth it, and which is next."""
