"""Seeing the bot work: one line a fact in the log, numbers for Prometheus. Knows no Discord."""
