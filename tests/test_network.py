"""Errors of connections are told apart by what an operator can do about them."""

from __future__ import annotations

import socket
import ssl

import pytest

from bot.network import network_reason


@pytest.mark.parametrize(
    ("errors", "reason"),
    [
        ((socket.gaierror(-2, "unknown"),), "net-unresolved"),
        ((ConnectionRefusedError(),), "net-refused"),
        ((TimeoutError(),), "net-slow"),
        ((ssl.SSLCertVerificationError(),), "net-certificate"),
        ((ConnectionResetError(),), "net-cut"),
        ((ValueError(), ConnectionRefusedError()), "net-refused"),
        ((OSError(),), None),
        ((), None),
    ],
)
def test_an_error_has_one_reason(errors: tuple[BaseException, ...], reason: str | None) -> None:
    """The most particular kind counts, also of an error that stands behind another."""
    assert network_reason(*errors) == reason
