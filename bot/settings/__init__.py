"""What an operator can set: read once, checked as a whole, never changed afterwards."""

from bot.settings.folders import PREFIX, find_folders, own_corpus, packaged
from bot.settings.model import Language, Settings
from bot.settings.reading import TOKEN, load_settings, read_variables, salvage_settings

__all__ = [
    "PREFIX",
    "TOKEN",
    "Language",
    "Settings",
    "find_folders",
    "load_settings",
    "own_corpus",
    "packaged",
    "read_variables",
    "salvage_settings",
]
