"""A Discord bot that answers from interviews in the speaker's own words."""
