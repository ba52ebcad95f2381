"""From a file's bytes to an open workbook: what is no workbook is named, and what to do instead."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from vstrecha.engine.message import N_, Message
from vstrecha.workbook.reading.problems import Problem, WorkbookRejectedError

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED_BYTES = 300 * 1024 * 1024
MOST_PARTS = 5_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE_WORD = "WordDocument".encode("utf-16-le")
_HEAD = 2_048

_SAVE_AS = Message(N_("Open it in Excel or LibreOffice and save it as “Excel Workbook (.xlsx)”."))
_USE_TEMPLATE = Message(
    N_("Give an Excel workbook (.xlsx); the empty template shows which sheets it needs.")
)

_DAMAGED = (
    Message(N_("The workbook is damaged or incomplete.")),
    Message(N_("Open it in Excel, let it be repaired, and save it under a new name.")),
)


def open_workbook(content: bytes, name: str) -> Workbook:
    """The workbook in these bytes, opened for reading with formulas' last results.

    `name` is the file's, for its ending. Raises WorkbookRejectedError, with one problem, for
    anything that is no such workbook: an empty or too large file, another format, one with a
    password, a broken or malicious archive.
    """
    if not content:
        raise _refused(Message(N_("The file is empty.")), _USE_TEMPLATE)
    if len(content) > MOST_BYTES:
        raise _refused(
            Message(
                N_("The file has {size} MB; {most} MB can be read."),
                {"size": len(content) // 2**20, "most": MOST_BYTES // 2**20},
            ),
            Message(N_("Take pictures and unneeded sheets out of it.")),
        )
    if not content.startswith(b"PK"):
        raise _not_a_package(content, name)
    _check_package(content)
    try:
        return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        ParseError,
        OSError,
    ) as error:
        # openpyxl lets whatever a damaged part provokes pass through.
        raise _damaged() from error


def _refused(reason: Message, mend: Message) -> WorkbookRejectedError:
    return WorkbookRejectedError([Problem(reason, mend)])


def _damaged() -> WorkbookRejectedError:
    return _refused(*_DAMAGED)


def _not_a_package(content: bytes, name: str) -> WorkbookRejectedError:
    """The problem of a file that is no zip archive, by what it begins with."""
    if content.startswith(_OLE):
        return _ole(content)
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginnings, reason, mend in _BEGINNINGS:
        if head.startswith(beginnings):
            return _refused(reason, mend)
    if b"\0" not in content[:_HEAD]:
        return _refused(
            Message(
                N_("This is a text file ({ending}), which has no sheets."),
                {"ending": PurePath(name).suffix.lower() or ".txt"},
            ),
            Message(
                N_("Put its table on the sheet “Companies” of the template, and give that file.")
            ),
        )
    return _refused(Message(N_("This is no Excel workbook.")), _USE_TEMPLATE)


_BEGINNINGS = (
    ((b"%pdf",), Message(N_("This is a PDF document.")), _USE_TEMPLATE),
    (
        (b"<html", b"<!doctype html", b"<table", b"<meta"),
        Message(N_("This is a web page named as a workbook.")),
        _SAVE_AS,
    ),
    ((b"<?xml",), Message(N_("This is an XML table of old Excel.")), _SAVE_AS),
)


def _ole(content: bytes) -> WorkbookRejectedError:
    """The problem of a file in the container of old Office."""
    if _ENCRYPTED in content:
        return _refused(
            Message(N_("The workbook is protected by a password.")),
            Message(N_("Open it, take the password off (File, Info), and save it again.")),
        )
    if _OLE_WORD in content:
        return _refused(Message(N_("This is a Word document.")), _USE_TEMPLATE)
    return _refused(Message(N_("This is a workbook of old Excel (.xls).")), _SAVE_AS)


def _check_package(content: bytes) -> None:
    """Look into the archive before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            encrypted = any(part.flag_bits & 1 for part in parts)
            kind = _kind(package, names)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise _damaged() from error
    if unpacked > MOST_UNPACKED_BYTES or len(parts) > MOST_PARTS:
        raise _refused(
            Message(
                N_("Unpacked, the file would take {size} MB; {most} MB can be read."),
                {"size": unpacked // 2**20, "most": MOST_UNPACKED_BYTES // 2**20},
            ),
            Message(N_("Copy the filled rows into the empty template, and give that file.")),
        )
    if encrypted:
        raise _refused(
            Message(N_("The file is protected by a password.")),
            Message(N_("Take the password off, and save it again.")),
        )
    if kind is not None:
        raise _refused(*kind)


def _kind(package: zipfile.ZipFile, names: set[str]) -> tuple[Message, Message] | None:
    """Why an archive is no workbook that can be read; None for one that can."""
    if "xl/workbook.xml" in names:
        strict = b"purl.oclc.org/ooxml" in _beginning(package, "xl/workbook.xml")
        return (Message(N_("This is a “Strict Open XML” workbook.")), _SAVE_AS) if strict else None
    for part, reason, mend in _PACKAGES:
        if part in names:
            return reason, mend
    if "mimetype" in names and b"spreadsheet" in _beginning(package, "mimetype"):
        return Message(N_("This is a LibreOffice workbook (.ods).")), _SAVE_AS
    if "[Content_Types].xml" in names:
        return _DAMAGED
    return (
        Message(N_("This is an archive, not a workbook.")),
        Message(N_("Unpack it, and give the Excel workbook (.xlsx) in it.")),
    )


_PACKAGES = (
    ("xl/workbook.bin", Message(N_("This is a binary workbook (.xlsb).")), _SAVE_AS),
    ("word/document.xml", Message(N_("This is a Word document.")), _USE_TEMPLATE),
    ("ppt/presentation.xml", Message(N_("This is a presentation.")), _USE_TEMPLATE),
)


def _beginning(package: zipfile.ZipFile, part: str) -> bytes:
    with package.open(part) as stream:
        return stream.read(_HEAD)
