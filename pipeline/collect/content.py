"""What a file is: by its content, and by its name only where the content does not tell."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

from pipeline.read.guard import BROKEN_ZIP, ENCRYPTED, OLE


class What(StrEnum):
    """What must be done with a file that came."""

    RETURN = "return"
    MAIL = "mail"
    MAILS = "mails"  # an mbox
    ZIP = "zip"
    SEALED = "sealed"  # a mail in a form of Outlook's own
    LOCKED = "locked"  # an archive in a form that is not opened
    OTHER = "other"


RETURN_ENDINGS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".et", ".ods", ".csv")
PAPER_ENDINGS = (".doc", ".docx", ".wps", ".ppt", ".pptx", ".dps")
ZIP_START = (b"PK\x03\x04", b"PK\x05\x06")
DOCUMENT_PARTS = frozenset({"[content_types].xml", "mimetype"})
"""An archive that holds one of these is one document; not every one is a workbook."""
SHEET_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
SHEET_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
PAPER_STREAMS = tuple(f"{name}\0".encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document"))
OUTLOOK_STREAM = "__properties_version1.0".encode("utf-16-le")
TNEF = b"\x78\x9f\x3e\x22"
LOCKED_STARTS = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
LOCKED_ENDINGS = (".rar", ".7z", ".gz", ".tgz", ".tar")
MAIL_LINE = re.compile(
    rb"(?:Received|Received-SPF|Return-Path|Delivered-To|Authentication-Results|DKIM-Signature|ARC-[\w-]+|From|Sender"
    rb"|Reply-To|To|Cc|Date|Subject|Message-ID|MIME-Version|Content-Type|X-[\w-]+):",
    re.I,
)
MAIL_FROM = re.compile(rb"^From:", re.I | re.M)
MBOX_START = re.compile(rb"From [^\r\n]*\r?\n")
PICTURES = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"%PDF": ".pdf"}
HEAD = 64 * 2**10


def what_is(name: str, data: bytes) -> What:
    """What a file is; a damaged workbook is still a return, to be set aside later with its reason."""
    if is_return(name, data):
        return What.RETURN
    ending = _ending(name)
    if data.startswith(TNEF) or (data.startswith(OLE) and OUTLOOK_STREAM in data) or ending == ".msg":
        return What.SEALED
    if data.startswith(LOCKED_STARTS) or ending in LOCKED_ENDINGS:
        return What.LOCKED
    if data.startswith(ZIP_START) or ending == ".zip":
        return What.OTHER if _parts(data) & DOCUMENT_PARTS else What.ZIP
    if (start := MBOX_START.match(data)) and MAIL_LINE.match(data, start.end()):
        return What.MAILS
    return What.MAIL if ending == ".eml" or _looks_like_mail(data) else What.OTHER


def is_return(name: str, data: bytes) -> bool:
    """Whether a file is a workbook, or bears the name of one and is nothing else that is known."""
    if data.startswith(ZIP_START) and (parts := _parts(data)):
        return _is_workbook(data, parts) or (_ending(name) in RETURN_ENDINGS and bool(parts & DOCUMENT_PARTS))
    if data.startswith(OLE):
        if any(stream in data for stream in SHEET_STREAMS):
            return True
        if OUTLOOK_STREAM in data or any(stream in data for stream in PAPER_STREAMS):
            return False
        return _ending(name) not in PAPER_ENDINGS and (ENCRYPTED in data or _ending(name) in RETURN_ENDINGS)
    return _ending(name) in RETURN_ENDINGS and not _is_litter(name)


def ending_of(name: str, what: What, data: bytes) -> str:
    """The ending under which a file is stored: by its content, that of its name only where it is a known one."""
    if what is What.RETURN:
        if data.startswith(ZIP_START) and _parts(data):
            return ".ods" if SHEET_TYPE in data[:HEAD] else ".xlsx"
        return _ending(name) if _ending(name) in RETURN_ENDINGS else ".xls"
    if what is What.OTHER:
        return next((ending for start, ending in PICTURES.items() if data.startswith(start)), ".bin")
    return {What.MAIL: ".eml", What.MAILS: ".mbox", What.ZIP: ".zip"}.get(what, ".bin")


def _ending(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/").replace("\0", "").strip().lower()).suffix


def _is_litter(name: str) -> bool:
    """What Excel and macOS leave beside a workbook: `~$…` while it is open, `._…` in archives."""
    return PurePosixPath(name.replace("\\", "/")).name.startswith(("~$", "._"))


def _parts(data: bytes) -> set[str]:
    """Names of what an archive holds, in small letters; none where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist() if is_whole(archive) else []
    except BROKEN_ZIP:
        return set()
    return {entry.filename.lower().replace("\\", "/") for entry in entries}


def is_whole(archive: zipfile.ZipFile) -> bool:
    """Whether an archive begins with its first file. One cut off seems to be the last archive within it."""
    return min((entry.header_offset for entry in archive.infolist()), default=0) == 0


def _is_workbook(data: bytes, parts: set[str]) -> bool:
    if "mimetype" in parts:
        return SHEET_TYPE in data[:HEAD]
    return "[content_types].xml" in parts and any(part.startswith("xl/") for part in parts)


def _looks_like_mail(data: bytes) -> bool:
    head = data[:HEAD]
    return bool(MAIL_LINE.match(head) and MAIL_FROM.search(head) and b"\n" in head)
