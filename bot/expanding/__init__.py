"""Other ways to ask, suggested by a language model of the operator's choice for a person to review.

Only the command ``expand`` comes here. What a model writes becomes index terms of a sidecar, never a word that the bot
says.
"""
