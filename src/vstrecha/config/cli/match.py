"""`vstrecha match`: the matching engine alone, on two files of texts."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from vstrecha.engine.matching.encoders import (
    GRAMMAR,
    Encoder,
    EncoderUnavailableError,
    PackagedEncoder,
    encoder_named,
)
from vstrecha.engine.matching.large.matching import Place, match
from vstrecha.engine.matching.large.runner import Here, Runner, RunnerError
from vstrecha.engine.matching.neighbours import NeighboursError
from vstrecha.engine.matching.ranking import Options
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.tables import TableError, read_rows
from vstrecha.engine.matching.types import Found, Part, Ranking, Row

# In click, a line with a backspace keeps the lines after it as they are.
EPILOG = """\b
Example:
  vstrecha match --queries offers.tsv --corpus requests.tsv --top 5 --json
"""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("match", epilog=EPILOG)
@click.option("--queries", "queries_path", required=True, type=FILE, help="The texts to match.")
@click.option("--corpus", "corpus_path", required=True, type=FILE, help="The texts to find.")
@click.option(
    "--top",
    default=10,
    show_default=True,
    type=click.IntRange(min=1),
    help="Results a query.",
)
@click.option(
    "--two-sided",
    is_flag=True,
    help="Match the two files to each other as wholes: no text is everybody's first. Right for "
    "two vocabularies or two delegations; wrong where many queries belong to one text.",
)
@click.option(
    "--encoder",
    "encoder_name",
    metavar="NAME",
    envvar="VSTRECHA_ENCODER",
    default=PackagedEncoder.name,
    show_default=True,
    help=f"The text encoder (else VSTRECHA_ENCODER), {GRAMMAR}. 'none' matches by words alone. An "
    "address gets the texts, and the key in VSTRECHA_ENCODER_KEY.",
)
@click.option(
    "--threads",
    envvar="VSTRECHA_ENCODER_THREADS",
    default=1,
    show_default=True,
    type=click.IntRange(min=1),
    help="Threads of the encoder (else VSTRECHA_ENCODER_THREADS).",
)
@click.option(
    "--cluster",
    "address",
    metavar="ADDRESS",
    help="Have the workers of a Dask cluster do it: the address of its scheduler, such as "
    "tcp://192.0.2.10:8786. The results are the same.",
)
@click.option("--no-reasons", is_flag=True, help="Scores alone; somewhat faster.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, a line a query.")
def command(  # noqa: PLR0913 - one argument for each option
    *,
    queries_path: Path,
    corpus_path: Path,
    top: int,
    two_sided: bool,
    encoder_name: str,
    threads: int,
    address: str | None,
    no_reasons: bool,
    as_json: bool,
) -> None:
    """Match two files of texts by meaning and words, across languages.

    Both files are tables with tabs between the columns and a first line of names: 'id' and
    'text', and where known 'language' (ru, en, …), 'kind' (business_offer, business_request, …)
    and 'codes' (NACE or OKVED2, separated by semicolons).
    """
    try:
        queries, corpus = read_rows(queries_path), read_rows(corpus_path)
        key = os.environ.get("VSTRECHA_ENCODER_KEY", "")
        make = partial(encoder_named, encoder_name, threads=threads, key=key)
        options = Options(top=top, two_sided=two_sided, reasons=not no_reasons)
        with _runner(address) as runner:
            rankings = _ranked(queries, corpus, make(), options, Place(runner, make))
            if as_json:
                # Line by line: of a million queries, not all results are to be held.
                for ranking in rankings:
                    click.echo(json.dumps(_as_json(ranking), ensure_ascii=False))
            else:
                _print_tables(rankings, queries, corpus)
    except (TableError, EncoderUnavailableError, NeighboursError, RunnerError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


@contextmanager
def _runner(address: str | None) -> Iterator[Runner]:
    """Where the work is done; Dask is imported only where a cluster is asked for."""
    if address is None:
        yield Here()
        return
    try:
        module = import_module("vstrecha.engine.matching.large.cluster")
    except ImportError as error:
        raise RunnerError(
            "A cluster needs Dask, which is not installed. Install it with "
            "'pip install vstrecha[cluster]', or go on without --cluster."
        ) from error
    with module.Cluster(address) as cluster:
        yield cluster


def _ranked(
    queries: list[Row], corpus: list[Row], encoder: Encoder, options: Options, place: Place
) -> Iterator[Ranking]:
    console = Console(stderr=True)
    with Progress(
        console=console,
        transient=True,
        disable=not console.is_terminal,
        # What is printed meanwhile is for standard output.
        redirect_stdout=False,
    ) as bar:
        task = bar.add_task("Matching the texts", total=None)
        resources = Resources(
            encoder, progress=lambda done, whole: bar.update(task, completed=done, total=whole)
        )
        for ranking in match(queries, corpus, resources, options, place):
            if sys.stdout.isatty():
                # Results and a bar on one terminal would overwrite each other.
                bar.stop()
            yield ranking


def _as_json(ranking: Ranking) -> dict[str, object]:
    return {
        "query": ranking.query,
        "results": [
            {
                "id": found.id,
                "score": found.score,
                "reasons": [_reason(part) for part in found.parts],
            }
            for found in ranking.results
        ],
    }


def _reason(part: Part) -> dict[str, object]:
    return {
        "part": part.name.value,
        "value": part.value,
        "text": " ".join(message.render() for message in part.messages),
    }


def _print_tables(rankings: Iterable[Ranking], queries: list[Row], corpus: list[Row]) -> None:
    texts = {row.id: row.text for row in corpus}
    console = Console()
    for ranking, query in zip(rankings, queries, strict=True):
        table = Table(title=escape(f"{query.id}  {query.text}"), title_justify="left", expand=True)
        table.add_column("Score", justify="right", no_wrap=True)
        table.add_column("Id", no_wrap=True)
        table.add_column("Text", ratio=3)
        table.add_column("Why", ratio=2)
        for found in ranking.results:
            table.add_row(
                f"{found.score:.0%}", *map(escape, (found.id, texts[found.id], _why(found)))
            )
        console.print(table)


def _why(found: Found) -> str:
    return " ".join(message.render() for part in found.parts for message in part.messages)
