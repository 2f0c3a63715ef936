"""Migrations of the tables, run by `bot.guilds.migrating`."""
