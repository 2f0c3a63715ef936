"""Deciding and saying: from a question to an Answer, from an Answer to a Message."""
