"""The demo: a folder of its own, made once, served on a free port."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from vstrecha.config.cli import demo_mission
from vstrecha.config.cli.demo_folder import DemoFolder, NotADemoError, SignIn, fingerprint
from vstrecha.missions.access import ORGANISERS, roles_in
from vstrecha.missions.models import Mission
from vstrecha.people.models import User


class TestFolder:
    def test_a_new_one_is_private_and_not_finished(self, tmp_path: Path) -> None:
        folder = DemoFolder(tmp_path / "deep" / "demo")
        folder.claim()
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
        assert not folder.is_current()
        folder.claim()

    def test_an_empty_folder_will_do(self, tmp_path: Path) -> None:
        DemoFolder(tmp_path).claim()

    def test_somebody_elses_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "vstrecha.env").write_text("VSTRECHA_SECRET_KEY=real", "utf-8")
        with pytest.raises(NotADemoError):
            DemoFolder(tmp_path).claim()
        assert [path.name for path in tmp_path.iterdir()] == ["vstrecha.env"]

    def test_finished_until_the_sample_or_the_tables_change(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = DemoFolder(tmp_path)
        folder.claim()
        folder.database.touch()
        folder.keep([SignIn.new(role="organiser", email="organiser@demo.example")])
        folder.finish()
        assert folder.is_current()
        assert [one.role for one in folder.sign_ins()] == ["organiser"]
        before = fingerprint()
        monkeypatch.setattr("vstrecha.config.cli.demo_folder.sample", lambda: b"another")
        assert fingerprint() != before
        assert not folder.is_current()

    def test_what_was_cut_short_is_made_afresh(self, tmp_path: Path) -> None:
        folder = DemoFolder(tmp_path)
        folder.claim()
        folder.database.touch()
        folder.finish()
        (tmp_path / "demo.json").write_text('{"finger', "utf-8")
        assert not folder.is_current()
        assert folder.sign_ins() == []
        folder.clear()
        assert not folder.database.exists()

    def test_passwords_are_for_their_owner_alone(self, tmp_path: Path) -> None:
        folder = DemoFolder(tmp_path)
        folder.claim()
        folder.keep([SignIn.new(role="organiser", email="organiser@demo.example")])
        assert stat.S_IMODE((tmp_path / "demo.json").stat().st_mode) == 0o600
        one, other = (SignIn.new(role="a", email="b").password for _ in range(2))
        assert one != other
        assert re.fullmatch(r"[0-9a-f]{4}(-[0-9a-f]{4}){2}", one)


def test_building_it(workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the small mission: everything planned and published, two people who can sign in."""
    monkeypatch.setattr(demo_mission, "sample", workbook.read_bytes)
    monkeypatch.setattr(demo_mission, "COMPANY", "feal")
    folder = DemoFolder(tmp_path / "demo")
    folder.claim()
    assert demo_mission.current() is None
    built = demo_mission.build(folder)
    assert built.programme.published_at is not None
    assert built.programme.objective["placed"] == 4
    assert demo_mission.current() == built
    organiser, guest = folder.sign_ins()
    users = []
    for sign_in in (organiser, guest):
        user = authenticate(username=sign_in.email, password=sign_in.password)
        assert isinstance(user, User)
        users.append(user)
    mission = Mission.objects.get()
    assert roles_in(visitor=users[0], mission=mission) & ORGANISERS
    assert roles_in(visitor=users[1], mission=mission) == {"representative"}
    assert [one.company.key for one in users[1].represents.all()] == ["feal"]


def demo(data: Path, *words: str) -> subprocess.Popen[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VSTRECHA_", "DJANGO_", "DATABASE_"))
    }
    return subprocess.Popen(
        [sys.executable, "-m", "vstrecha.config.cli", "demo", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What is set for a real installation must not reach the demo.
        env=environment
        | {
            "VSTRECHA_DATA": str(data),
            "DATABASE_URL": "postgres://nobody@localhost:1/none",
            "VSTRECHA_SECRET_KEY": "real",
            "PYTHONUNBUFFERED": "1",
        },
    )


def test_a_real_installation_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vstrecha.sqlite3").write_bytes(b"real")
    process = demo(tmp_path, "--no-serve")
    said, complaint = process.communicate()
    assert process.returncode == 2
    assert "not a demo's folder" in complaint
    assert said == ""


@pytest.mark.heavy
def test_the_whole_of_it(tmp_path: Path) -> None:
    """Made once, quick and the same again, served on the next free port, stopped by Ctrl-C."""
    data = tmp_path / "demo"
    process = demo(data, "--no-serve")
    first, complaint = process.communicate()
    assert process.returncode == 0, complaint
    assert "Sign-ins, for this demo alone" in first
    assert "meetings placed." in first
    marker = json.loads((data / "demo.json").read_text("utf-8"))
    assert all(one["password"] in first for one in marker["sign_ins"])
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = demo(data, "--port", str(port))
        try:
            said = ""
            assert process.stdout is not None
            for line in process.stdout:
                said += line
                if line.startswith("Откройте"):
                    break
            assert said.startswith(first.split("Serve it with")[0])
            assert f"Port {port} is taken" in said
            found = re.search(r"Open (http://127\.0\.0\.1:\d+/)", said)
            assert found is not None
            assert ask(found[1] + "missions/kaluga-krasnoyarsk-2026/") == 200
        finally:
            process.send_signal(signal.SIGINT)
            rest, complaint = process.communicate(timeout=30)
    assert process.returncode == 0, complaint
    assert "Stopped" in rest
    with sqlite3.connect(data / "vstrecha.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM programme_programme").fetchone() == (1,)
    database.close()


def ask(address: str) -> int:
    """The status that the address answers with, once something listens there."""
    for _ in range(60):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)
