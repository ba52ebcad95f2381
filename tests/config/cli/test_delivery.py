"""Files reach their folder whole, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from vstrecha.config.cli.delivery import deliver

FILES = {"planned.xlsx": b"book", "calendar/feal.ics": b"calendar", "plan.json": b"plan"}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_folder(tmp_path: Path) -> None:
    deliver(FILES, tmp_path / "deep" / "plan")
    assert contents(tmp_path / "deep" / "plan") == FILES
    assert list((tmp_path / "deep").iterdir()) == [tmp_path / "deep" / "plan"]


def test_others_may_read_it_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        deliver(FILES, tmp_path / "plan")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "plan").stat().st_mode) == 0o750


def test_a_folder_that_is_there_keeps_what_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "mission.xlsx").write_bytes(b"the user's own")
    (tmp_path / "planned.xlsx").write_bytes(b"old")
    (tmp_path / "calendar" / "gone.ics").write_bytes(b"old")
    (tmp_path / "calendar" / "notes.txt").write_bytes(b"the user's own")
    deliver(FILES, tmp_path, stale=["calendar/gone.ics", "calendar/never.ics"])
    assert contents(tmp_path) == FILES | {
        "mission.xlsx": b"the user's own",
        "calendar/notes.txt": b"the user's own",
    }
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}-*"))


def test_a_failure_leaves_the_old_files_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan"
    deliver(FILES, out)
    whole = Path.write_bytes

    def full_disk(path: Path, content: bytes) -> int:
        if path.name == "plan.json":
            raise OSError(28, "No space left on device", str(path))
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(OSError, match="No space"):
        deliver(dict.fromkeys(FILES, b"new"), out)
    assert contents(out) == FILES
    assert list(tmp_path.iterdir()) == [out]


def test_interrupted_halfway_the_last_file_is_still_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan"
    deliver(FILES, out)
    whole = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        if path.name == "feal.ics":
            raise KeyboardInterrupt
        return whole(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        deliver(dict.fromkeys(FILES, b"new"), out)
    assert contents(out) == FILES | {"planned.xlsx": b"new"}
    assert list(tmp_path.iterdir()) == [out]
