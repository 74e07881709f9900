"""Names of attachments and archive entries, as their senders saw them. A name is only shown: never a path, never who sent it."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from itertools import groupby
from urllib.parse import unquote_to_bytes

LONGEST = 120
"""Characters of a name that are kept, its ending always."""
LONGEST_HEADER = 10_000
"""Bytes of a header that are looked at."""
GB = "gb18030"
CHINESE_LABELS = frozenset(
    {"gb2312", "gb_2312-80", "gbk", "cp936", "ms936", "x-gbk", "euc-cn", "gb18030", "hz-gb-2312"}
)
"""What mail programs call their Chinese encoding; all are read as the largest of them (镕 and 喆 are not in GB 2312)."""
PARAMETER = re.compile(
    r';\s*(?P<key>[\w-]+)(?:\*(?P<part>[0-9]{1,4}))?(?P<coded>\*)?\s*=\s*(?P<value>"(?:\\.|[^"\\])*"|[^;]*)'
)
WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?]*)?\?([BbQq])\?([^?]*)\?=")
FOLD = re.compile(r"\r?\n(?=[ \t])|[\r\n]+")
PERCENT = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")


def name_in_headers(disposition: bytes, content_type: bytes) -> str:
    """The file name in a part's raw Content-Disposition or Content-Type; blank where there is none."""
    found = [_of(disposition, "filename"), _of(content_type, "name")]
    given = [name for name in found if name]
    return next((name for name in given if "\ufffd" not in name), given[0] if given else "")


def text_of(raw: bytes) -> str:
    """Bytes of unknown encoding as text: UTF-8 where it fits, else GB 18030; never raises.

    Bytes that are UTF-8 only by chance make letters of other scripts, two bytes each; Chinese takes three.
    """
    for encoding in ("utf-8", GB):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == GB or not any("\x80" <= letter < "\u0800" for letter in text):
            return text
    return raw.decode("utf-8", "replace")


def decode(raw: bytes, label: str) -> str:
    """Bytes by the encoding they are labelled with; where that does not fit, by what they look like."""
    name = label.strip().lower()
    if not name:
        return text_of(raw)
    try:
        return raw.decode(GB if name in CHINESE_LABELS else name)
    except (LookupError, ValueError):  # a label nobody knows, bytes that do not fit it, a codec that is not for text
        return text_of(raw)


def words(text: str) -> str:
    """RFC 2047: encoded words of one encoding side by side are joined before decoding (a character may be split)."""
    found = list(WORD.finditer(text))
    if not found:
        return text
    made, at = "", 0
    pending, label = b"", ""
    for match in found:
        between = text[at : match.start()]
        if between.strip() or match[1].lower() != label:
            made, pending = made + decode(pending, label) + (between if between.strip() else ""), b""
        label, at = match[1].lower(), match.end()
        pending += _word_bytes(match[2], match[3])
    return made + decode(pending, label) + text[at:]


def shown(name: str) -> str:
    """A name that can be put before a reader: invisible and turning characters spelled out, of a sensible length."""
    text = "".join(f"‹U+{ord(letter):04X}›" if _unseen(letter) else letter for letter in name.strip(" "))
    if len(text) <= LONGEST:
        return text
    stem, dot, ending = text.rpartition(".")
    kept = dot + ending if stem and len(ending) <= 8 else ""
    return text[: LONGEST - 1 - len(kept)] + "…" + kept


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _of(header: bytes, wanted: str) -> str:
    """One parameter of a header; what was sent in the way of the standard goes before what was not."""
    text = FOLD.sub("", ";" + text_of(header[:LONGEST_HEADER]).partition(";")[2])
    found = [match for match in PARAMETER.finditer(text) if match["key"].lower() == wanted]
    coded = sorted((m for m in found if m["coded"] or m["part"]), key=lambda match: int(match["part"] or 0))
    plain = [_unquoted(match["value"]) for match in found if not (match["coded"] or match["part"])]
    names = [_continued(coded)] if coded else []
    names += [_percent(words(value)) for value in plain]
    return next((name for name in names if name and "\ufffd" not in name), next(filter(None, names), ""))


def _unquoted(value: str) -> str:
    """Without its quotes; a backslash that escapes neither a quote nor itself is one of a Windows path."""
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", value[1:-1])
    return value.strip('"')


def _continued(parts: list[re.Match[str]]) -> str:
    """RFC 2231: parts joined before anything is decoded, because some programs cut inside a character or a %XX."""
    label, raw = "", b""
    for coded, group in groupby(parts, key=lambda match: bool(match["coded"])):
        text = "".join(_unquoted(match["value"]) for match in group)
        if coded and not raw and text.count("'") >= 2:
            label, _, text = text.split("'", 2)
        raw += unquote_to_bytes(text) if coded else text.encode("utf-8", "surrogatepass")
    return words(decode(raw, label))


def _word_bytes(kind: str, text: str) -> bytes:
    if kind in "Qq":
        return unquote_to_bytes(re.sub(r"=([0-9A-Fa-f]{2})", r"%\1", text.replace("%", "%25").replace("_", " ")))
    plain = re.sub(r"[^A-Za-z0-9+/]", "", text)
    plain = plain[:-1] if len(plain) % 4 == 1 else plain
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        return text.encode()


def _percent(text: str) -> str:
    """A name that a program wrote as for an address (%E5…); `100%.xlsx` is left alone."""
    if not text.isascii() or not PERCENT.search(text):
        return text
    decoded = text_of(unquote_to_bytes(text))
    return text if "\ufffd" in decoded else decoded
