"""An index in a folder: its files, and a manifest that says which vectors they hold."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp

from vstrecha.engine.matching.neighbours.base import Identity, NeighboursError

_MANIFEST = "index.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands beside an index: its kind, whose vectors it holds, how many, how well it
    finds them."""

    kind: str
    encoder: str
    revision: str
    dimension: int
    size: int
    recall: float
    format: int = _FORMAT

    @property
    def identity(self) -> Identity:
        return Identity(self.encoder, self.revision, self.dimension)


@contextmanager
def replacing(
    folder: Path, kind: str, identity: Identity, size: int, recall: float
) -> Iterator[Path]:
    """A new folder to write an index into; when all is written it takes the place of `folder`.

    Raises NeighboursError where `folder` holds something else than an index.
    """
    if folder.exists() and (not folder.is_dir() or _holds_something_else(folder)):
        raise NeighboursError(
            f"{folder} holds something else than an index. Name another folder, or an empty one."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield new
        manifest = Manifest(
            kind, identity.encoder, identity.revision, identity.dimension, size, recall
        )
        (new / _MANIFEST).write_text(json.dumps(asdict(manifest), indent=2), "utf-8")
        new.chmod(0o755)
        if folder.exists():
            old = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
            folder.rename(old / "old")
            new.rename(folder)
            shutil.rmtree(old)
        else:
            new.rename(folder)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def read_manifest(folder: Path, identity: Identity) -> Manifest:
    """The manifest of an index that is to hold vectors of this encoder.

    Raises NeighboursError where there is none, or it holds others.
    """
    try:
        values = json.loads((folder / _MANIFEST).read_text("utf-8"))
        manifest = Manifest(**values)
    except OSError as error:
        raise NeighboursError(
            f"{folder} holds no index ({error.strerror}). Build one and save it there."
        ) from error
    except (ValueError, TypeError) as error:
        raise NeighboursError(
            f"{folder / _MANIFEST} cannot be understood ({error}). Build the index anew."
        ) from error
    if manifest.format != _FORMAT:
        raise NeighboursError(
            f"{folder} was written by another version of this program (format "
            f"{manifest.format}, not {_FORMAT}). Build the index anew."
        )
    if manifest.identity != identity:
        raise NeighboursError(
            f"{folder} holds vectors of {manifest.identity}, which cannot be compared with those "
            f"of {identity}. Choose the encoder that it was built with, or build it anew."
        )
    return manifest


def _holds_something_else(folder: Path) -> bool:
    return any(folder.iterdir()) and not (folder / _MANIFEST).exists()
