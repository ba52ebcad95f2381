"""Ctrl-C at a bad moment."""

from __future__ import annotations

import signal

import pytest

from vstrecha.config.cli.interrupts import held_back


def pressed(steps: list[str], error: Exception | None = None) -> None:
    """Ctrl-C in the middle of a block, which then goes on to its end or to `error`."""
    with held_back():
        signal.raise_signal(signal.SIGINT)
        steps.append("the end")
        if error is not None:
            raise error


def test_it_waits_until_the_block_is_done() -> None:
    steps: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        pressed(steps)
    assert steps == ["the end"]


def test_it_is_as_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with held_back():
        pass
    assert signal.getsignal(signal.SIGINT) is before


def test_an_error_inside_is_what_one_sees() -> None:
    with pytest.raises(ValueError, match="inside"):
        pressed([], ValueError("inside"))
