"""The text encoder that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from vstrecha.engine.matching.encoders import (
    Encoder,
    EncoderChoice,
    EncoderUnavailableError,
    check_name,
    default_encoder,
    set_aside,
)

T = TypeVar("T")


def encoder_choice() -> EncoderChoice:
    """What the settings choose."""
    return EncoderChoice(settings.ENCODER, settings.ENCODER_THREADS, settings.ENCODER_KEY)


def refuse_unknown_encoder() -> None:
    """Raise ImproperlyConfigured where the settings name an encoder that cannot be here."""
    try:
        check_name(settings.ENCODER)
    except EncoderUnavailableError as error:
        raise ImproperlyConfigured(f"VSTRECHA_ENCODER: {error}") from error


def with_encoder(work: Callable[[Encoder], T]) -> T:
    """The work done with the encoder of the settings; where that fails on the way, as a server
    may, done again by words alone, and the log says so."""
    choice = encoder_choice()
    try:
        return work(default_encoder(choice))
    except EncoderUnavailableError as error:
        set_aside(choice, error)
        return work(default_encoder(choice))
