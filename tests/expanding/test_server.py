"""A server of a language model, asked over real sockets, and every way in which it does not answer."""

from __future__ import annotations

import asyncio
import socket
import time

import pytest
from pydantic import SecretStr

from bot.errors import ExpandError
from bot.expanding.server import ANSWER_LIMIT, Endpoint, Patience, Server
from tests.expanding.model import HOST, EndlessServer, ModelServer, Reply, says, written

KEY = "sk-very-secret-key"
MESSAGES = ({"role": "user", "content": "问"},)
PATIENCE = Patience(connecting=2.0, answering=20.0, pauses=(0.0, 0.01))


def ask(url: str, *, key: str | None = None, proxy: str | None = None, patience: Patience = PATIENCE) -> str:
    """One question to the model behind an address."""
    endpoint = Endpoint(url, "m", SecretStr(key) if key else None, proxy)

    async def complete() -> str:
        async with Server(endpoint, patience) as server:
            return await server.complete(MESSAGES)

    return asyncio.run(complete())


def fault_of(*replies: Reply) -> tuple[ExpandError, int]:
    """How it is told that a server answers so, and how often it was asked."""
    with ModelServer(replies) as model, pytest.raises(ExpandError) as caught:
        ask(model.url, key=KEY)
    assert KEY not in str(caught.value) + repr(caught.value.details)
    assert caught.value.details["host"] == model.url.removesuffix("/v1")
    return caught.value, len(model.requests)


def test_a_model_is_asked_as_every_such_server_is() -> None:
    """Model, messages and key arrive, nothing is streamed, and the model's words come back."""
    with ModelServer([written("答")]) as model:
        assert ask(model.url, key=KEY) == "答"
    (request,) = model.requests
    assert request.url == f"{model.url}/chat/completions"
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.body == {"model": "m", "messages": list(MESSAGES), "stream": False}


def test_without_a_key_none_is_sent() -> None:
    """A local server needs none."""
    with ModelServer([says()]) as model:
        ask(model.url)
    assert "Authorization" not in model.requests[0].headers


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1/chat/completions"),
        ("http://localhost:11434/", "http://localhost:11434/v1/chat/completions"),
        ("https://a.example/api/v3/", "https://a.example/api/v3/chat/completions"),
        ("https://a.example/v1/chat/completions", "https://a.example/v1/chat/completions"),
        ("https://a.example/x?api-version=1#top", "https://a.example/x/chat/completions?api-version=1"),
    ],
)
def test_an_address_may_be_given_in_every_usual_form(url: str, address: str) -> None:
    """A host alone, the address of the API, or the whole of it."""
    assert Endpoint(url, "m").address == address


@pytest.mark.parametrize(
    ("url", "proxied"),
    [
        ("http://localhost:1", False),
        ("http://127.0.0.2:1", False),
        ("http://[::1]:1", False),
        ("http://models.localhost", False),
        ("http://192.168.1.2:1", True),
        ("https://a.example/v1", True),
    ],
)
def test_this_machine_needs_no_proxy(url: str, proxied: bool) -> None:
    """The proxy that reaches Discord is not asked for the operator's own machine."""
    assert (Endpoint(url, "m", proxy="http://proxy:1").way is not None) == proxied


def test_the_proxy_is_gone_through() -> None:
    """Where only a proxy leads outside, models are reached too."""
    with ModelServer([written("答")]) as proxy:
        assert ask("http://models.invalid/v1", proxy=proxy.url.removesuffix("/v1")) == "答"
    assert proxy.requests[0].url == "http://models.invalid/v1/chat/completions"


@pytest.mark.parametrize(
    ("reply", "code", "details"),
    [
        (Reply(f"Incorrect API key provided: {KEY}", 401), "expand-refused", {"status": 401}),
        (Reply("", 403), "expand-refused", {"status": 403}),
        (Reply('{"error": "model not found"}', 404), "expand-model", {"model": "m"}),
        (Reply("", 400), "expand-status", {"status": 400}),
        (Reply("", 307, {"Location": "http://elsewhere.invalid/"}), "expand-status", {"status": 307}),
        (Reply("<html>ok</html>"), "expand-foreign", {}),
        (Reply(""), "expand-foreign", {}),
        (Reply("[]"), "expand-foreign", {}),
        (Reply('{"choices": []}'), "expand-foreign", {}),
        (Reply('{"choices": [{"message": {"content": 1}}]}'), "expand-foreign", {}),
        (Reply("[" * 100_000), "expand-foreign", {}),
    ],
    ids=lambda value: value.body[:20] if isinstance(value, Reply) else "",
)
def test_what_will_not_pass_is_told_at_once(reply: Reply, code: str, details: dict[str, object]) -> None:
    """A refusal, an unknown model and another kind of server are told, and none is asked twice."""
    fault, asked = fault_of(reply)
    assert (fault.code, asked) == (code, 1)
    assert details.items() <= fault.details.items()


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}], ids=["as it is", "packed"])
def test_an_answer_without_end_is_not_read_to_it(headers: dict[str, str]) -> None:
    """A server that never stops, or packs gigabytes into little, is told after a few megabytes and not asked again."""
    with EndlessServer(headers) as endless, pytest.raises(ExpandError) as caught:
        ask(endless.url)
    assert (caught.value.code, caught.value.details["limit"]) == ("expand-long", 10)
    assert endless.asked == 1
    # What the two ends hold comes on top of what was read; packed, that is a thousand times as much.
    assert headers or endless.written < 3 * ANSWER_LIMIT


def test_a_long_answer_is_read() -> None:
    """A model that reasons aloud writes more than aiohttp hands over at once."""
    said = "想" * 500_000
    with ModelServer([written(said)]) as model:
        assert ask(model.url) == said


def test_a_refusal_is_told_however_much_is_behind_it() -> None:
    """Nothing of what a server writes below an error is read."""
    with EndlessServer({}, status=400) as endless, pytest.raises(ExpandError) as caught:
        ask(endless.url)
    assert caught.value.code == "expand-status"


def test_a_slow_model_is_given_up() -> None:
    """Nobody waits for ever, and what took that long is not asked for again."""
    with ModelServer([Reply(delay=2.5)]) as model, pytest.raises(ExpandError) as caught:
        ask(model.url, patience=Patience(answering=1.0))
    assert (caught.value.code, caught.value.details["seconds"], len(model.requests)) == ("expand-slow", 1, 1)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply("", 500), "expand-status"),
        (Reply("", 503), "expand-status"),
        (Reply("", 429, {"Retry-After": "0"}), "expand-status"),
        (Reply(dropped=True), "expand-unreachable"),
    ],
)
def test_what_may_pass_is_tried_a_few_times(reply: Reply, code: str) -> None:
    """A server that fails for good is given up after the last pause."""
    fault, asked = fault_of(reply)
    assert (fault.code, asked) == (code, len(PATIENCE.pauses) + 1)


@pytest.mark.parametrize("reply", [Reply("", 500), Reply("", 429), Reply(dropped=True)])
def test_what_passes_is_not_noticed(reply: Reply) -> None:
    """One failure between two answers is nothing that an operator has to know."""
    with ModelServer([reply, written("答")]) as model:
        assert ask(model.url) == "答"


def test_a_server_says_itself_when_to_come_back() -> None:
    """A Retry-After is waited for instead of the pause."""
    with ModelServer([Reply("", 429, {"Retry-After": "0"}), written("答")]) as model:
        began = time.monotonic()
        assert ask(model.url, patience=Patience(pauses=(30.0,))) == "答"
    assert time.monotonic() - began < 10


def test_where_nothing_listens_it_is_said_at_once() -> None:
    """A server that was not started is told with its address and the system's reason."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        url = f"http://{HOST}:{free.getsockname()[1]}"
    with pytest.raises(ExpandError) as caught:
        ask(url, patience=Patience())
    assert (caught.value.code, caught.value.details["host"]) == ("expand-unreachable", url)
    assert caught.value.details["reason"]


def test_a_model_that_declines_has_written_nothing() -> None:
    """No content is no error of the server's."""
    with ModelServer([written(None)]) as model:
        assert ask(model.url) == ""


def test_the_key_does_not_show() -> None:
    """An endpoint in a log or a traceback holds no key."""
    assert KEY not in repr(Endpoint("http://a", "m", SecretStr(KEY)))
