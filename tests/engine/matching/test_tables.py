from __future__ import annotations

from pathlib import Path

import pytest

from vstrecha.engine.matching.tables import TableError, read_rows
from vstrecha.engine.matching.types import Kind, Row


def table(folder: Path, content: str | bytes) -> Path:
    path = folder / "texts.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_it_reads_all_columns(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "\ufeffID\ttext\tnote\tlanguage\tkind\tcodes\r\n"
        '1\tНасос "АБВ"\t\tRU\tbusiness offer\t28.13; 28.14\r\n'
        "\r\n2\tPump\t\t\t\t\r\n",
    )
    assert read_rows(path) == [
        Row("1", 'Насос "АБВ"', "ru", Kind.BUSINESS_OFFER, ("28.13", "28.14")),
        Row("2", "Pump"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty. Give it a first line"),
        ("id\ttext\n", "no texts. Add a line"),
        ("id,text\n1,Pump\n", "line 1: there is no column 'id'.*separated by tabs"),
        ("id\tname\n1\tPump\n", "line 1: there is no column 'text', only 'id', 'name'"),
        ("id\ttext\ttext\n1\ta\tb\n", "line 1: the column 'text' stands twice"),
        ("id\ttext\n1\tPump\tmore\n", "line 2: there are 3 columns, but 2 names"),
        ("id\ttext\n1\tPump\n\t Valve\n", "line 3, column 'id': it is empty. Fill it in"),
        ("id\ttext\n1\t \n", "line 2, column 'text': it is empty"),
        ("id\ttext\n1\tPump\n1\tValve\n", "line 3, column 'id': '1' stands in line 2 already"),
        ("id\ttext\tkind\n1\tPump\twish\n", "line 2, column 'kind': 'wish' is not known. Use one"),
        ("id\ttext\tcodes\n1\tPump\tpumps\n", "line 2, column 'codes': 'pumps' is not a NACE"),
        ("id\ttext\n1\tНасос\n".encode("cp1251"), "byte 11 is not UTF-8. Save the file"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    path = table(tmp_path, content)
    with pytest.raises(TableError, match=message) as error:
        read_rows(path)
    assert str(error.value).startswith(str(path))
