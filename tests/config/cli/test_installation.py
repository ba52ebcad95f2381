"""init, check, serve and worker on a real installation in a temporary folder."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PASSWORD = "тихая-станция-42"


def environment() -> dict[str, str]:
    """Ours, without what test settings have put there."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VSTRECHA_", "DJANGO_", "DATABASE_"))
    }


def vstrecha(*words: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vstrecha.config.cli", *words],
        input=given,
        capture_output=True,
        text=True,
        env=environment() | more,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("installation") / "data"
    done = vstrecha(
        *("init", "--data", str(data), "--email", "organiser@example.org", "--password-stdin"),
        given=PASSWORD + "\n",
    )
    assert done.returncode == 0, done.stderr
    return data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_init_keeps_secrets_private(installation: Path) -> None:
    settings = installation / "vstrecha.env"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert stat.S_IMODE(installation.stat().st_mode) == 0o700
    assert PASSWORD not in settings.read_text("utf-8")


def test_init_again_keeps_the_key_and_the_organiser(installation: Path) -> None:
    before = (installation / "vstrecha.env").read_text("utf-8")
    again = vstrecha("init", "--data", str(installation))
    assert again.returncode == 0
    assert "There is an organiser already" in again.stdout
    assert (installation / "vstrecha.env").read_text("utf-8") == before


@pytest.mark.parametrize(
    ("email", "password", "complaint"),
    [
        ("not an address", PASSWORD, "valid email"),
        ("second@example.org", "12345", "password"),
    ],
)
def test_init_refuses_what_will_not_do(
    installation: Path, email: str, password: str, complaint: str
) -> None:
    done = vstrecha(
        *("init", "--data", str(installation), "--email", email, "--password-stdin"),
        given=password + "\n",
    )
    assert done.returncode == 2
    assert complaint in done.stderr.lower()


def test_check_finds_all_well(installation: Path) -> None:
    done = vstrecha("check", "--data", str(installation))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not well" not in done.stdout
    seen = " ".join(done.stdout.split())
    assert "encoder use-m3 0.2.1, loaded: 512 numbers a text, 15 languages" in seen
    assert "of 200 industries" in seen or "of 60 industries" in seen


def test_check_says_why_an_encoder_does_not_work(installation: Path, tmp_path: Path) -> None:
    """A folder that is there but holds no model: only a look at it tells."""
    done = vstrecha("check", "--data", str(installation), VSTRECHA_ENCODER=f"folder:{tmp_path}")
    assert done.returncode == 1
    seen = "".join(done.stdout.split())
    assert "thisisnoencoder" in seen
    assert "goesbywordsandfactsalone" in seen


def test_check_knows_that_words_alone_are_wanted(installation: Path) -> None:
    done = vstrecha("check", "--data", str(installation), VSTRECHA_ENCODER="none")
    assert done.returncode == 0, done.stdout
    assert "no encoder, as VSTRECHA_ENCODER says; of 200" in " ".join(done.stdout.split())


def test_check_finds_a_database_behind(tmp_path: Path) -> None:
    (tmp_path / "vstrecha.env").write_text("VSTRECHA_SECRET_KEY=for-this-test-only\n", "utf-8")
    done = vstrecha("check", "--data", str(tmp_path))
    assert done.returncode == 1
    assert "run 'vstrecha init'" in " ".join(done.stdout.split())


@pytest.mark.parametrize("command", ["serve", "worker", "check"])
def test_no_installation_is_said(tmp_path: Path, command: str) -> None:
    done = vstrecha(command, "--data", str(tmp_path))
    assert done.returncode == 2
    assert "Run 'vstrecha init'" in done.stderr


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("VSTRECHA_DEBUG=perhaps", "VSTRECHA_DEBUG"),
        ("VSTRECHA_LANGUAGE=fr", "Set it to 'ru' or 'en'"),
        ("VSTRECHA_TIME_ZONE=Mars/Base", "VSTRECHA_TIME_ZONE"),
        ("DATABASE_URL=oracle-of-delphi", "DATABASE_URL"),
        ("VSTRECHA_ENCODER=bert", "VSTRECHA_ENCODER: There is no encoder 'bert'"),
        ("VSTRECHA_ENCODER=folder:/no/such/model", "there is no such folder"),
        ("VSTRECHA_ENCODER=https://models.example.org/v1", "the model is not named"),
        ("VSTRECHA_ENCODER=none+use-m3", "cannot be used together"),
        ("VSTRECHA_ENCODER_THREADS=0", "Set it to 1 or more"),
    ],
)
def test_a_wrong_setting_stops_the_start(tmp_path: Path, line: str, complaint: str) -> None:
    (tmp_path / "vstrecha.env").write_text(f"VSTRECHA_SECRET_KEY=x\n{line}\n", "utf-8")
    done = vstrecha("serve", "--data", str(tmp_path))
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def answers(address: str) -> int | None:
    """The status that the address answers with; None where nothing listens yet."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8")
    return [int(child) for child in listed.split()]


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@contextlib.contextmanager
def serving(installation: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The server, once it answers; killed at the end if it still runs."""
    words = [sys.executable, "-m", "vstrecha.config.cli", "serve", "--data", str(installation)]
    with subprocess.Popen(
        [*words, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as server:
        try:
            for _attempt in range(300):
                if answers(f"http://127.0.0.1:{port}/") is not None:
                    break
                assert server.poll() is None, server.communicate()
                time.sleep(0.1)
            yield server
        finally:
            if server.poll() is None:
                server.kill()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
def test_serve_answers_and_stops_cleanly(installation: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    with serving(installation, port) as server:
        assert answers(address) == 200
        assert answers(address + "no-such-page/") == 404
        (worker,) = children_of(server.pid)

        taken = vstrecha("serve", "--data", str(installation), "--port", str(port))
        assert taken.returncode == 2
        assert f"Port {port} on 127.0.0.1 is taken" in taken.stderr

        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=30)
    assert server.returncode == 0, err
    assert address in out
    assert "Traceback" not in err
    assert is_gone(worker)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
def test_the_worker_ends_with_a_killed_server(installation: Path) -> None:
    with serving(installation, free_port()) as server:
        (worker,) = children_of(server.pid)
        server.kill()
    for _attempt in range(100):
        if is_gone(worker):
            break
        time.sleep(0.1)
    assert is_gone(worker)


def test_a_wrong_time_zone_leaves_nothing_behind(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = vstrecha("init", "--data", str(data), "--time-zone", "Mars/Base")
    assert done.returncode == 2
    assert "'Mars/Base' is no time zone" in done.stderr
    assert not data.exists()
