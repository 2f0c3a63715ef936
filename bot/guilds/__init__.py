"""What a server chose and what was delivered to it: the only room that talks to a database.

Its functions take an open `Database` and plain values and return plain values; each is one transaction.
"""

from __future__ import annotations
