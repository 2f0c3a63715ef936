"""What the system's errors of connections mean, for sentences in the reader's language."""

from __future__ import annotations

import socket
import ssl

# The first kind that fits counts: some are kinds of later ones.
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "net-unresolved"),
    (ConnectionRefusedError, "net-refused"),
    (TimeoutError, "net-slow"),
    (ssl.SSLError, "net-certificate"),
    (ConnectionError, "net-cut"),
)


def network_reason(*errors: BaseException) -> str | None:
    """Why a connection failed.

    Args:
        errors: one, and those that stand behind it.

    Returns:
        what the catalogue explains under ``reason-net-...``; None for what the system does not tell so plainly.
    """
    return next((code for kind, code in _REASONS if any(isinstance(error, kind) for error in errors)), None)
