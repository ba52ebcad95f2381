"""Extract, update, check and compile the message catalogues with Babel alone.

    python -m scripts.messages           extract, update the .po files, compile
    python -m scripts.messages --check   fail where a translation breaks its message's form
    python -m scripts.messages --complete  fail, too, where one is missing or behind the source

Django's own commands need the system's gettext; Babel does not. Templates are turned into
Python-like text by Django's `templatize`, so that one extractor serves both.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "vstrecha"
CATALOGUES = sorted((SOURCE / "locale").glob("*/LC_MESSAGES/django.po"))

Keyword = tuple[int | tuple[int, str], ...] | None
KEYWORDS: dict[str, Keyword] = {
    "_": None,
    "N_": None,
    "N_n": (1, 2),
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def sources() -> Iterator[tuple[str, bytes]]:
    """Each source file's path in the repository and its text as Python."""
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield name, path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            text = templatize(path.read_text("utf-8"), origin=name)
            # A template's indentation is none of Python's, which would stumble over it.
            yield name, "\n".join(line.lstrip() for line in text.splitlines()).encode()


def template() -> Catalog:
    """The catalogue of all messages that the source has now."""
    catalogue = Catalog(project="vstrecha", charset="utf-8")
    for name, text in sources():
        found = extract(
            "python",
            io.BytesIO(text),
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            options={"encoding": "utf-8"},
        )
        for _line, message, comments, context in found:
            # Line numbers would change the catalogue with every edit: the file is enough.
            catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalogue


def read(path: Path) -> Catalog:
    """The catalogue of one language."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def written(catalogue: Catalog) -> bytes:
    """The catalogue as a file's content, the same each time."""
    buffer = io.BytesIO()
    write_po(
        buffer, catalogue, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False
    )
    volatile = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Last-Tr',
        b'"Report-M',
        b'"Generated',
    )
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(volatile))


def compile_catalogue(path: Path) -> None:
    """Write the .mo file beside a .po file."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(path))


def unfinished(catalogue: Catalog) -> list[str]:
    """The messages that lack a translation (or a plural form), or are only guessed."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and (
            message.fuzzy
            or not message.string
            or (isinstance(message.string, (list, tuple)) and not all(message.string))
        )
    ]


def wrong(catalogue: Catalog) -> list[str]:
    """What Babel's checkers find in the finished messages: plural forms, placeholders."""
    open_ones = set(unfinished(catalogue))
    return [
        f"{message.id}: {error}"
        for message, errors in catalogue.check()
        if str(message.id) not in open_ones
        for error in errors
    ]


def main(*, check: bool, complete: bool) -> int:
    """Bring the catalogues up to date, or say what is wrong or missing; the exit status."""
    settings.configure(USE_I18N=True)
    now = template()
    status = 0
    for path in CATALOGUES:
        name = path.relative_to(ROOT)
        catalogue = read(path)
        before = written(catalogue)
        catalogue.update(now, no_fuzzy_matching=True, update_header_comment=False)
        missing, broken = unfinished(catalogue), wrong(catalogue)
        for message in [*(missing if complete else []), *broken]:
            print(f"{name}: {message!r}", file=sys.stderr)
        print(f"{name}: {len(catalogue)} messages, {len(missing)} not translated yet")
        if complete and written(catalogue) != before:
            print(f"{name} is behind: run 'make messages'", file=sys.stderr)
            status = 1
        status |= bool(broken or (complete and missing))
        if not (check or complete):
            path.write_bytes(written(catalogue))
            compile_catalogue(path)
    return status


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:], complete="--complete" in sys.argv[1:]))
