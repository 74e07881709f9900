"""Look at a file before any spreadsheet library does: what it is, and whether it is safe and worth parsing."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from enum import Enum
from xml.parsers import expat

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = "_VBA_PROJECT".encode("utf-16-le")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 2**20
MAX_RATIO = 200
RATIO_MATTERS_FROM = 5 * 2**20
BROKEN_ZIP = (
    zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
    zlib.error, lzma.LZMAError, struct.error,
)  # fmt: skip
"""What the standard library raises for a damaged archive."""


class Unreadable(Exception):
    """The file is set aside; `code` is one of `schemas.faults.FILE_FAULTS`, `found` what was seen."""

    def __init__(self, code: str, found: str) -> None:
        self.code, self.found = code, found
        super().__init__(code, found)


class Kind(Enum):
    """The forms a return may have."""

    XLSX = "xlsx"
    """Also .xlsm."""
    XLS = "xls"
    """Also .et, which holds the same stream."""
    ODS = "ods"
    TEXT = "text"
    """Text that may be a table (.csv)."""


def kind_of(data: bytes) -> Kind:
    """The form of a file, by its content and never by its name; raises Unreadable for what is no form of a return."""
    if not data:
        raise Unreadable("R01", "0字节")
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise Unreadable("R04", "加密的文件")
        return Kind.XLS
    if data.startswith(b"PK\x03\x04"):
        return Kind.ODS if _is_ods(data) else Kind.XLSX
    start = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise Unreadable("R03", "网页文件")
    if b"\0" in data[:4096] and not data.startswith(UTF_16):
        raise Unreadable("R03", "不是 Excel 文件")
    return Kind.TEXT


def _is_ods(data: bytes) -> bool:
    """By the part that holds an OpenDocument's content, wherever it stands in the archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except BROKEN_ZIP:
        return False  # damaged either way, and said so when it is unpacked
    return "content.xml" in names and "xl/workbook.xml" not in {name.lower() for name in names}


def has_macros(data: bytes) -> bool:
    """Whether a workbook brings macros: a part of its archive, or a storage of the older format."""
    if data.startswith(OLE):
        return MACROS in data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name.lower() for name in archive.namelist()]
    return any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The XML parts of a packed workbook by name in small letters, unpacked within limits; raises Unreadable.

    Spreadsheet readers find parts whatever the case of their names, so the scan must too.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _limit(entries)
            return {entry.filename.lower(): _unpack(archive, entry) for entry in entries if _is_xml(entry)}
    except BROKEN_ZIP as error:
        raise Unreadable("R02", f"压缩包损坏（{type(error).__name__}）") from None


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))


def _limit(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise Unreadable("R08", "压缩包内有同名部件")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise Unreadable("R05", f"{len(entries)}个部件，展开后{unpacked // 2**20}兆字节")
    for entry in entries:
        if entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MAX_RATIO * entry.compress_size:
            raise Unreadable("R05", f"部件 {entry.filename} 压缩比异常")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part, no longer than it declares (a forged size must not get past the limit), its CRC checked."""
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise Unreadable("R05", f"部件 {entry.filename} 实际大于所报大小")
    return content


def parse(xml: bytes, parser: expat.XMLParserType) -> None:
    """Run an expat parser over a part; a DOCTYPE or ENTITY anywhere, or broken XML, raises Unreadable."""

    def refuse(*_: object) -> None:
        raise Unreadable("R06", "文件内有 DOCTYPE 或 ENTITY 定义")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError):  # the latter two: an unknown encoding, a row number "x"
        raise Unreadable("R02", f"内部格式错误（第{parser.CurrentLineNumber}行）") from None


def refuse_definitions(parts: dict[str, bytes]) -> None:
    """No part of a workbook may define entities; raises Unreadable."""
    for content in parts.values():
        in_utf_16 = b"\0" in content[:4] or content.startswith(UTF_16)
        if in_utf_16 or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            parse(content, expat.ParserCreate())
