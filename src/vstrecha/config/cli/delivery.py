"""Put a command's files into their folder: all complete, nothing half-written."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["deliver"]


def deliver(files: Mapping[str, bytes], out: Path, *, stale: Iterable[str] = ()) -> None:
    """Write files, named by their path within the folder `out`, in their order.

    They are written to a folder beside it first. A new folder appears at once with everything in
    it; in one that is there already each file is replaced in one step, the last named last, and
    other people's files stay. Then `stale` files of an earlier run are removed. Raises OSError
    with the system's reason, and then no file has been cut short.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, content in files.items():
            path = beside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if not out.exists():
            # A temporary folder is its owner's alone; this one is for those the umask lets in.
            beside.chmod(0o777 & ~_umask())
            beside.rename(out)
            return
        for name in files:
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (beside / name).replace(target)
        for name in stale:
            (out / name).unlink(missing_ok=True)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
