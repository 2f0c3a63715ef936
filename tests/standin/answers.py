"""Answers of the REST interface: what went well, what Discord refuses, and what it asks to wait for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Mapping

# discord.py compares this header as a whole: with a charset it would take the body for plain text.
JSON = "application/json"


class ApiError(Exception):
    """A request that Discord refuses.

    Attributes:
        status: of HTTP.
        code: Discord's own number.
        message: Discord's sentence.
    """

    def __init__(self, status: int, code: int, message: str, errors: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def answer(self) -> web.Response:
        """The refusal as an answer."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return answer(body, self.status)


def unknown(what: str, code: int) -> ApiError:
    """There is no such channel, message, guild, ..."""
    return ApiError(404, code, f"Unknown {what}")


def invalid(field: str, code: str, sentence: str) -> ApiError:
    """A field of a body that breaks one of Discord's limits."""
    errors = {field: {"_errors": [{"code": code, "message": sentence}]}}
    return ApiError(400, 50035, "Invalid Form Body", errors)


def answer(data: Any = None, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """JSON, or nothing at all with status 204."""
    if status == 204:
        return web.Response(status=204, headers=headers)
    return web.Response(body=json.dumps(data).encode(), status=status, content_type=JSON, headers=headers)


def wait(
    seconds: float, *, everywhere: bool, via: bool = True, headers: Mapping[str, str] | None = None
) -> web.Response:
    """429: too many requests.

    Args:
        seconds: after which the next one is welcome.
        everywhere: the limit of all routes together was reached, not that of one.
        via: the answer comes from Discord and not from the network in front of it; discord.py retries only then.
        headers: more of them.
    """
    marks = {"Retry-After": str(max(1, round(seconds))), "X-RateLimit-Scope": "global" if everywhere else "user"}
    if everywhere:
        marks["X-RateLimit-Global"] = "true"
    if via:
        marks["Via"] = "1.1 google"
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
    return answer(body, 429, {**marks, **(headers or {})})
