"""Build the table of industry classes that codes are suggested from, and its vectors.

    python -m scripts.build_industries FOLDER

The folder has `nace_multi.tsv` (titles of the classes), `okved2_ru.tsv` (the whole OKVED2 tree)
and `sic_includes_en.tsv` (activities with their class). The README beside the result names the
sources. The vectors are those of the packaged encoder, kept as bytes: a change of one part in two
hundred changes no ranking that was measured, and they take an eighth of the room.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from vstrecha.engine.matching.encoders import Float, PackagedEncoder
from vstrecha.engine.matching.industries.table import TEXTS, VECTORS, ClassText

TARGET = Path(__file__).resolve().parent.parent / "src/vstrecha/engine/matching/data"
CLASS_LENGTH = len("28.92")
BATCH = 256


def texts_of(folder: Path) -> Iterator[ClassText]:
    """The texts of all classes, class by class; a subclass named as its class adds nothing."""
    parts: dict[str, list[ClassText]] = {}
    for row in read(folder / "sic_includes_en.tsv"):
        text = ClassText(row["nace4"], "en", row["activity_en"])
        parts.setdefault(text.code, []).append(text)
    for row in read(folder / "okved2_ru.tsv"):
        if len(row["code"]) > CLASS_LENGTH:
            text = ClassText(row["code"][:CLASS_LENGTH], "ru", row["title_ru"])
            parts.setdefault(text.code, []).append(text)
    for row in read(folder / "nace_multi.tsv"):
        seen = set()
        titles = [
            ClassText(row["code"], language, row[column], is_title=True)
            for language, column in (("en", "en_nace2"), ("ru", "ru_okved2"))
        ]
        for text in (*titles, *parts.get(row["code"], ())):
            if text.text and text.text.casefold() not in seen:
                seen.add(text.text.casefold())
                yield text


def read(path: Path) -> list[Mapping[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def as_bytes(vectors: Float) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    """Each row scaled so that its largest part is 127."""
    scale = 127 / np.abs(vectors).max(axis=1, keepdims=True)
    return np.asarray(np.rint(vectors * scale), dtype=np.int8)


def encode(texts: Sequence[str]) -> tuple[Float, str, str]:
    """The vectors of the packaged encoder, its name and revision."""
    encoder = PackagedEncoder()
    rows = [
        encoder.encode(texts[start : start + BATCH], "passage")
        for start in range(0, len(texts), BATCH)
    ]
    return np.concatenate(rows), encoder.name, encoder.revision


def main(folder: Path) -> None:
    """Write both files."""
    texts = list(texts_of(folder))
    lines = ["code\tlanguage\twhat\ttext"]
    lines += [
        "\t".join((one.code, one.language, "title" if one.is_title else "part", one.text))
        for one in texts
    ]
    (TARGET / TEXTS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    vectors, name, revision = encode([one.text for one in texts])
    np.savez_compressed(
        TARGET / VECTORS, vectors=as_bytes(vectors), encoder=name, revision=revision
    )
    print(f"{len(texts)} texts of {len({one.code for one in texts})} classes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
