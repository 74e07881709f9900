"""What a .zip holds, taken out within limits; nothing is written and no name is followed."""

from __future__ import annotations

import io
import zipfile

from pipeline.collect.budget import Budget, TooMuch
from pipeline.collect.content import is_whole
from pipeline.collect.names import text_of
from pipeline.read.guard import BROKEN_ZIP

UTF_8_NAME = 0x800
ENCRYPTED = 0x1
WITH_PASSWORD, DAMAGED, PARTLY_DAMAGED = "压缩包设了密码", "压缩包已损坏", "压缩包中有损坏的文件"


def zip_entries(data: bytes, budget: Budget) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Name and content of each file in an archive, and in Chinese what could not be taken out.

    Names without the UTF-8 mark are read as Chinese Windows writes them. Raises TooMuch beyond the budget.
    """
    files: list[tuple[str, bytes]] = []
    troubles: list[str] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if not is_whole(archive):
                return [], [DAMAGED]
            for entry in archive.infolist():
                if entry.filename.endswith("/") and not entry.file_size:
                    continue
                taken, trouble = _take(archive, entry, budget)
                files += [(_name(entry), taken)] if taken is not None else []
                troubles += [trouble] if trouble else []
    except BROKEN_ZIP:
        troubles.append(DAMAGED)
    return files, list(dict.fromkeys(troubles))


def _take(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> tuple[bytes | None, str]:
    """One file, no longer than it declares (a forged size must not get past the budget)."""
    if entry.flag_bits & ENCRYPTED:
        return None, WITH_PASSWORD
    budget.take(entry.file_size)
    try:
        with archive.open(entry) as stream:
            content = stream.read(entry.file_size + 1)
    except BROKEN_ZIP:
        return None, PARTLY_DAMAGED
    if len(content) > entry.file_size:
        raise TooMuch
    return content, ""


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as written: the standard library reads bytes without a mark as the letters of an American PC."""
    written = entry.orig_filename
    return written if entry.flag_bits & UTF_8_NAME else text_of(written.encode("cp437", "replace"))
