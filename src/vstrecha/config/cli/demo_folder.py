"""The demo's folder: whether it is one, whether it is up to date, who may sign in."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from vstrecha import __version__

__all__ = ["DemoFolder", "NotADemoError", "SignIn"]

MARKER = "demo.json"
PACKAGE = Path(__file__).resolve().parent.parent.parent


class NotADemoError(Exception):
    """The folder holds something else, which a demo must not touch."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person of the demo. The password is the demo's alone and made anew for each."""

    role: str
    email: str
    password: str

    @classmethod
    def new(cls, *, role: str, email: str) -> SignIn:
        """A sign-in with a password that can be typed: three groups of four hex digits."""
        digits = secrets.token_hex(6)
        return cls(role, email, "-".join((digits[:4], digits[4:8], digits[8:])))


def sample() -> bytes:
    """The sample mission's workbook."""
    return files("vstrecha.workbook").joinpath("data/sample.xlsx").read_bytes()


def fingerprint() -> str:
    """Changes with the version, the sample and the tables: a demo of another one is made afresh."""
    digest = hashlib.sha256(__version__.encode())
    digest.update(sample())
    for path in sorted(PACKAGE.glob("*/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


class DemoFolder:
    """The folder and its marker, a file that says that it is a demo's and how far it has come."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = path / "vstrecha.sqlite3"
        self._marker = path / MARKER

    def claim(self) -> None:
        """Make the folder, or see that it is a demo's already; raises NotADemoError."""
        if not self._marker.exists():
            if self.path.exists() and any(self.path.iterdir()):
                raise NotADemoError
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write({})

    def is_current(self) -> bool:
        """Whether the demo was finished, by this version and with this sample."""
        return self._read().get("fingerprint") == fingerprint() and self.database.exists()

    def clear(self) -> None:
        """Forget the mission; settings and secret key stay."""
        self._write({})
        for suffix in ("", "-wal", "-shm"):
            self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)

    def keep(self, sign_ins: list[SignIn]) -> None:
        """Remember who may sign in."""
        self._write({"sign_ins": [asdict(sign_in) for sign_in in sign_ins]})

    def finish(self) -> None:
        """Everything is there: the next run need not make it."""
        self._write(self._read() | {"fingerprint": fingerprint()})

    def sign_ins(self) -> list[SignIn]:
        """Who may sign in."""
        listed = self._read().get("sign_ins", [])
        return [SignIn(**sign_in) for sign_in in listed] if isinstance(listed, list) else []

    def _read(self) -> dict[str, object]:
        try:
            data = json.loads(self._marker.read_text("utf-8"))
        except ValueError:
            # Cut short by a full disk or a power cut: the demo is made afresh.
            return {}
        return data if isinstance(data, dict) else {}

    def _write(self, data: dict[str, object]) -> None:
        # It holds passwords, if only the demo's.
        self._marker.touch(mode=0o600)
        self._marker.write_text(json.dumps(data, indent=1), "utf-8")
