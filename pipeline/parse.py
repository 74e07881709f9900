"""parse: cells as text → typed values. One documented spelling table per kind; whatever it does not know is a finding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from schemas.returned import INVISIBLE, normal

_YMD = re.compile(r"(20\d\d)[-./年\\](\d{1,2})[-./月\\](\d{1,2})日?")
_TIME = re.compile(r"(?:(?<=日)|[\sT]\s*)\d{1,2}:\d\d(:\d\d(\.\d+)?)?\s*$")
"""A time of day after the date; cut off before blanks are, or 8-1 10:22 would be read as 8-11."""
_CLOCK = re.compile(
    r"(?:(?<=日)|[\sT]\s*)([01]?\d|2[0-3])\s*"
    r"(?::\s*([0-5]\d)(?:\s*:\s*([0-5]\d(?:\.\d+)?))?|[时点](?:\s*([0-5]?\d)\s*分)?)\s*$"
)
"""The same, read: 15:30, 15:30:20, 15时, 15点30分."""
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_MD = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_SERIAL_EPOCH = date(1899, 12, 30)
"""Day 0 of the spreadsheet calendar (1900 system, with its leap-year error for dates after February 1900)."""
_SERIAL_RANGE = (36526, 73050)
"""2000-01-01 to 2099-12-31."""
_MONEY = re.compile(r"¥?([0-9]{1,7}(?:\.[0-9]{1,2})?)元?")
_COUNT = re.compile(r"第?([0-9]{1,6})[字版题条篇]?")
FRONT_PAGE: Mapping[str, int] = {"头版": 1}
"""What a page may be called instead of its number."""
_NOTE = re.compile(r"[(（][^()（）]*[)）]")
_NAME_SEPARATOR = re.compile(r"[、,，;；/／&＆\n]|\s{2,}")


@dataclass(frozen=True)
class ParsedDate:
    """A date, or none; `code` is the finding to report (C04 unreadable, C05 year added, C06 serial number)."""

    value: date | None
    code: str = ""


def parse_date(text: str, start: date, end: date) -> ParsedDate:
    """Read a date; without a year, the year that puts it between `start` and `end`, and says so."""
    plain = normal(_TIME.sub("", unicodedata.normalize("NFKC", text)))
    if match := _YMD.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _real(int(match[1]), int(match[2]), int(match[3]))
    if match := _MD.fullmatch(plain):
        years = [year for year in range(start.year, end.year + 1) if _within(year, match, start, end)]
        return (
            ParsedDate(_real(years[0], int(match[1]), int(match[2])).value, "C05") if years else ParsedDate(None, "C04")
        )
    if (match := _SERIAL.fullmatch(plain)) and _SERIAL_RANGE[0] <= int(match[1]) <= _SERIAL_RANGE[1]:
        return ParsedDate(_SERIAL_EPOCH + timedelta(days=int(match[1])), "C06")
    return ParsedDate(None, "C04")


@dataclass(frozen=True)
class ParsedMoment:
    """A day and time, or none; a date without a time (`has_time` is false) stands at 00:00. Codes as for dates."""

    value: datetime | None
    has_time: bool = False
    code: str = ""


def parse_moment(text: str, start: date, end: date) -> ParsedMoment:
    """Read a date with or without the time of day; the date as `parse_date` reads it, to the nearest second."""
    plain = unicodedata.normalize("NFKC", text).translate(INVISIBLE)
    if (match := _SERIAL.fullmatch(normal(plain))) and match[2] and float(match[2]):
        return _serial_moment(match, start, end)
    clock = _CLOCK.search(plain)
    parsed = parse_date(plain[: clock.start()] if clock else plain, start, end)
    if parsed.value is None:
        return ParsedMoment(None, code=parsed.code)
    return ParsedMoment(datetime.combine(parsed.value, time()) + _since_midnight(clock), clock is not None, parsed.code)


def _since_midnight(clock: re.Match[str] | None) -> timedelta:
    if clock is None:
        return timedelta()
    minutes, seconds = int(clock[2] or clock[4] or 0), round(float(clock[3] or 0))
    return timedelta(hours=int(clock[1]), minutes=minutes, seconds=seconds)


def _serial_moment(match: re.Match[str], start: date, end: date) -> ParsedMoment:
    """A serial number with a fraction of a day, to the nearest second (fractions of days are never exact)."""
    parsed = parse_date(match[1], start, end)
    if parsed.value is None:
        return ParsedMoment(None, code=parsed.code)
    seconds = round(float(match[2]) * 86_400)
    return ParsedMoment(datetime.combine(parsed.value, time()) + timedelta(seconds=seconds), True, parsed.code)


def parse_count(text: str, words: Mapping[str, int] | None = None) -> int | None:
    """A whole number, bare or as in 第3版、820字; one of `words` by its number; anything else is None (C12)."""
    plain = normal(text)
    match = _COUNT.fullmatch(plain)
    return int(match[1]) if match else (words or {}).get(plain)


def parse_money(text: str) -> int | None:
    """Yuan as fen, bare or as in ¥85.5、85.50元; anything else is None (C12)."""
    match = _MONEY.fullmatch(normal(text).replace(",", ""))
    return int(Decimal(match[1]) * 100) if match else None


def _real(year: int, month: int, day: int) -> ParsedDate:
    try:
        return ParsedDate(date(year, month, day))
    except ValueError:
        return ParsedDate(None, "C04")


def _within(year: int, match: re.Match[str], start: date, end: date) -> bool:
    value = _real(year, int(match[1]), int(match[2])).value
    return value is not None and start <= value <= end


def parse_names(text: str) -> list[str]:
    """People in the order signed: split at Chinese and Western separators, notes in brackets dropped.

    A single blank inside a name (张 三) is spacing; between two names of two or more characters it separates.
    """
    plain, notes = unicodedata.normalize("NFC", text).translate(INVISIBLE), 1
    while notes:  # a note may stand within a note
        plain, notes = _NOTE.subn("", plain)
    parts = [part.strip() for part in _NAME_SEPARATOR.split(plain) if part.strip()]
    names = [name for part in parts for name in _split_blank(part)]
    return list(dict.fromkeys(names))


def _split_blank(part: str) -> list[str]:
    words = part.split()
    if len(words) > 1 and all(len(word) >= 2 for word in words):
        return words
    return ["".join(words)]


def parse_list(text: str) -> list[str]:
    """A multiple choice, split at the same separators, in the order given."""
    return [normal(part) for part in re.split(r"[、,，;；/／\s]+", text) if normal(part)]


def clean(text: str) -> str:
    """Text as displayed: invisible characters out, runs of white space to one blank. Wording stays as typed."""
    return " ".join(unicodedata.normalize("NFC", text).translate(INVISIBLE).split())
