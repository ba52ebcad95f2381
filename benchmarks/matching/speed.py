"""How long `vstrecha match` takes on 3,000 short queries and 600 texts, reasons included."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

QUERIES = 3000
TEXTS = 600


def print_speed(folder: Path) -> None:
    """Run the command as a user would, in a process of its own, and print what it took."""
    with (folder / "cpv_en_ru_uk.tsv").open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = [row for row in table if row["ru"] and row["en"]]
    with tempfile.TemporaryDirectory() as place:
        queries, corpus = Path(place, "queries.tsv"), Path(place, "corpus.tsv")
        _write(queries, [row["ru"] for row in rows[::3]][:QUERIES])
        _write(corpus, [row["en"] for row in rows[1 :: len(rows) // TEXTS]][:TEXTS])
        command = [
            *(sys.executable, "-m", "vstrecha.config.cli", "match"),
            *("--queries", str(queries), "--corpus", str(corpus), "--top", "10", "--json"),
        ]
        started, before = perf_counter(), os.times()
        found = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own program
        seconds, after = perf_counter() - started, os.times()
    used = after.children_user - before.children_user
    print(
        f"\nvstrecha match, {QUERIES} queries × {TEXTS} texts, top 10 with reasons: "
        f"{seconds:.1f} s ({used:.1f} s of processor time; load "
        f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors), {len(found.stdout.splitlines())} rankings"
    )


def _write(path: Path, texts: list[str]) -> None:
    lines = [f"{number}\t{text}" for number, text in enumerate(texts)]
    path.write_text("\n".join(["id\ttext", *lines, ""]), encoding="utf-8")
