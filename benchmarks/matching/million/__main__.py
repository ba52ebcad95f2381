"""Encode both sides, search one by the other, or match them as 'vstrecha match' does."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.matching.million.pipeline import match
from benchmarks.matching.million.search import search
from benchmarks.matching.million.vectors import encode, sides
from vstrecha.engine.matching.encoders import PackagedEncoder

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, type=Path, help="folder of the vocabulary")
    parser.add_argument("--cache", required=True, type=Path, help="folder of the encodings")
    parser.add_argument("--count", default=1_000_000, type=int, help="texts on each side")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("encode", help="encode what is missing")
    searching = commands.add_parser("search", help="search what is encoded, and print a table")
    searching.add_argument(
        "--queries", default=1_000_000, type=int, help="queries in the great run, at most"
    )
    matching = commands.add_parser("match", help="match some with reasons, and print a table")
    matching.add_argument("--texts", default=100_000, type=int, help="texts to be found")
    matching.add_argument("--queries", default=100_000, type=int, help="texts to find them by")
    arguments = parser.parse_args()
    both = sides(arguments.data, arguments.cache, arguments.count)
    if arguments.command == "encode":
        for side in both:
            encode(side, PackagedEncoder(threads=1))
    elif arguments.command == "match":
        match(*both, arguments.texts, arguments.queries)
    else:
        search(*both, arguments.cache, arguments.queries)
