"""parse: cells as text → numbers, lists and shown text. What a spelling does not say for certain is not read.

Dates are read in `pipeline.cells.dates`, people in `pipeline.cells.names`; the spellings are listed in `schemas.spellings`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from schemas.returned import INVISIBLE, normal

_GROUPED = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})"
_MONEY = re.compile(rf"¥?({_GROUPED}(?:\.[0-9]{{1,2}})?)元?")
_COUNT = re.compile(rf"第?({_GROUPED})[字版题条篇]?")
_BLANK_IN_NUMBER = re.compile(r"\d\s+\d")


def figures(text: str) -> str:
    """Text as `normal` has it, to read digits from; blank where its digits are not what they look like.

    1 5 is not 15, and 8-1① is not 8-11, though taking out blanks and NFKC would make them so.
    """
    plain = unicodedata.normalize("NFKC", text)
    return "" if _BLANK_IN_NUMBER.search(plain) or hides_digit(text) else normal(text)


def hides_digit(text: str) -> bool:
    """Whether a character that is no digit becomes one in NFKC: ①, ², ㏤."""
    odd = (char for char in text if not char.isascii() and unicodedata.category(char) != "Nd")
    return any(part.isdecimal() for char in odd for part in unicodedata.normalize("NFKC", char))


def parse_count(text: str, words: Mapping[str, int] | None = None) -> int | None:
    """A whole number, bare or as in 第3版、820字、1,234; one of `words` by its number; anything else is None (C12)."""
    plain = figures(text)
    match = _COUNT.fullmatch(plain)
    return int(match[1].replace(",", "")) if match else (words or {}).get(plain)


def parse_money(text: str) -> int | None:
    """Yuan as fen, bare or as in ¥85.5、85.50元、1,200; anything else is None (C12)."""
    match = _MONEY.fullmatch(figures(text))
    return int(Decimal(match[1].replace(",", "")) * 100) if match else None


def parse_list(text: str) -> list[str]:
    """A multiple choice, split at the separators of names or at blanks, in the order given."""
    return [normal(part) for part in re.split(r"[、,，;；/／\s]+", text) if normal(part)]


def clean(text: str) -> str:
    """Text as displayed: invisible characters out, runs of white space to one blank. Wording stays as typed."""
    return " ".join(unicodedata.normalize("NFC", text).translate(INVISIBLE).split())


def pictures(text: str) -> list[str]:
    """Emoji and other characters no font of a printed page has, each once, in the order typed."""
    return list(dict.fromkeys(char for char in text if _is_picture(char)))


def _is_picture(char: str) -> bool:
    """Symbols beyond those of the national standard's own set (★ ● ℃ are in it), and characters of private use."""
    category = unicodedata.category(char)
    if category == "Co":
        return True
    if category != "So" or ord(char) < 0x2300:
        return False
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKC", char) == char
    return False
