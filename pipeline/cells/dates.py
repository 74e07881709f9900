"""parse dates: a cell as text → a day, or a day and time. What may be two days is none, and the finding says which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pipeline.cells.parse import figures, hides_digit
from schemas.returned import INVISIBLE
from schemas.spellings import NUMERALS, YEAR_DIGITS

_YMD = re.compile(r"(20\d\d)[-./年\\](\d{1,2})[-./月\\](\d{1,2})[日号]?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_SHORT_YEAR = re.compile(r"(\d\d)[-./年\\](\d{1,2})[-./月\\](\d{1,2})[日号]?")
_MD = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")
_CHINESE = re.compile(
    rf"(?:([{''.join(YEAR_DIGITS)}]{{4}}|20\d\d)年)?([一二三四五六七八九十]+)月([一二三四五六七八九十]+)[日号]?"
)
_MAYBE_SHORTENED = re.compile(r"([1-9]|1[0-2])\.([123])")
"""8.1 as a number is 8.10 as well: a spreadsheet keeps no closing zero."""
_IN_A_DATE_CELL = re.compile(r"1900-01-(0[1-9]|1[0-2])(?: (\d\d):(\d\d):\d\d(?:\.\d+)?)?")
"""What 8.10 becomes in a cell formatted as a date: the eighth day of 1900 and a tenth of it."""
_YEAR_AND_MONTH = re.compile(r"20\d\d[-./年](\d{1,2}月?)?|20\d\d|\d{1,2}月")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_SERIAL_EPOCH = date(1899, 12, 30)
"""Day 0 of the spreadsheet calendar (1900 system, with its leap-year error for dates after February 1900)."""
_SERIAL_RANGE = (36526, 73050)
"""2000-01-01 to 2099-12-31."""
_MAC_CALENDAR = timedelta(days=1462)
"""Workbooks of the 1904 system number each day so much lower; cells formatted as dates are read right by the readers."""
_BETWEEN_DATES = re.compile(r"[至到~—–、,;和及]+|-(?=\d{1,4}[.年月日号])|(?<=[日号])-")
_DATE_PART = re.compile(r"(20\d\d[-./年])?(\d{1,2}[-./月])?\d{1,2}[日号]?")
_CLOCK = re.compile(
    r"(?:(?<=[日号])|[\sT]\s*|(?=[上下]午))(?:(上午|下午)\s*)?"
    r"(?:(\d{1,2})\s*(?::\s*(\d\d)(?:\s*:\s*(\d\d(?:\.\d+)?))?|[时点](?:\s*(\d{1,2})\s*分)?))?\s*$"
)
"""A time after the date: 15:30, 15:30:20, 15时, 下午3点30分, 上午. Cut off before blanks are taken out."""
_HOURS = {"": range(24), "上午": range(12), "下午": range(12, 24)}


@dataclass(frozen=True)
class ParsedDate:
    """A date, or none; `code` is the finding to report (`schemas.spellings`), `maybe` the days to ask about."""

    value: date | None
    code: str = ""
    maybe: tuple[date, ...] = ()


@dataclass(frozen=True)
class ParsedMoment:
    """A day and time, or none; a date without a time (`has_time` is false) stands at 00:00. Codes as for dates."""

    value: datetime | None
    has_time: bool = False
    code: str = ""
    maybe: tuple[date, ...] = ()


def parse_date(text: str, start: date, end: date) -> ParsedDate:
    """Read a date, any time of day left aside. A year not written in full is added only where that puts the date
    between `start` and `end`, and is told."""
    if match := _IN_A_DATE_CELL.fullmatch(text.strip()):
        return ParsedDate(None, "C15", _inside(_days_of_number(match, start, end), start, end))
    day, clock = _split(text)
    return _day(day, start, end, exact=clock is not None)


def parse_moment(text: str, start: date, end: date) -> ParsedMoment:
    """Read a date with or without the time of day; the date as `parse_date` reads it, to the nearest second."""
    if _IN_A_DATE_CELL.fullmatch(text.strip()):
        return _moment(parse_date(text, start, end), None)
    plain = figures(text)
    if (match := _SERIAL.fullmatch(plain)) and match[2] and float(match[2]):
        parsed, since = _day(match[1], start, end, exact=True), timedelta(seconds=round(float(match[2]) * 86_400))
        return _moment(parsed, since)
    day, clock = _split(text)
    return _moment(_day(day, start, end, exact=clock is not None), _since_midnight(clock) if clock else None)


def _moment(parsed: ParsedDate, since: timedelta | None) -> ParsedMoment:
    if parsed.value is None:
        return ParsedMoment(None, False, parsed.code, parsed.maybe)
    value = datetime.combine(parsed.value, time()) + (since or timedelta())
    return ParsedMoment(value, since is not None, parsed.code)


def _split(text: str) -> tuple[str, re.Match[str] | None]:
    """The date's part of a text, and the time after it; blank where a digit is not what it looks like."""
    if hides_digit(text):
        return "", None
    plain = unicodedata.normalize("NFKC", text).translate(INVISIBLE)
    clock = _CLOCK.search(plain)
    if clock is None or not (clock[1] or clock[2]):
        return plain, None
    return plain[: clock.start()], clock


def _since_midnight(clock: re.Match[str]) -> timedelta | None:
    """The time of day; none where it names none, or one that cannot be (25:10) or be told (上午12:30)."""
    if not clock[2]:
        return None
    hour, minute, second = int(clock[2]), int(clock[3] or clock[5] or 0), float(clock[4] or 0)
    if clock[1] == "下午" and 1 <= hour <= 11:
        hour += 12
    if hour not in _HOURS[clock[1] or ""] or minute > 59 or second >= 60:
        return None
    return timedelta(hours=hour, minutes=minute, seconds=round(second))


def _day(text: str, start: date, end: date, *, exact: bool) -> ParsedDate:
    """The day of a text without its time. `exact`: with a time beside it, or typed as text, 8.1 cannot be 8.10."""
    plain = _western(figures(text))
    if match := _YMD.fullmatch(plain) or _COMPACT.fullmatch(plain):
        value = _real(int(match[1]), int(match[2]), int(match[3]))
        return ParsedDate(value, "" if value else "C04")
    if match := _SHORT_YEAR.fullmatch(plain):
        return _in_window([_real(2000 + int(match[1]), int(match[2]), int(match[3]))], start, end, "C14")
    if (match := _MAYBE_SHORTENED.fullmatch(plain)) and not exact:
        return ParsedDate(
            None, "C15", _inside(_each_year(match[1], (match[2], f"{match[2]}0"), start, end), start, end)
        )
    if match := _MD.fullmatch(plain):
        return _in_window(_each_year(match[1], (match[2],), start, end), start, end, "C05")
    if (match := _SERIAL.fullmatch(plain)) and _SERIAL_RANGE[0] <= int(match[1]) <= _SERIAL_RANGE[1]:
        return _serial(_SERIAL_EPOCH + timedelta(days=int(match[1])), start, end)
    return ParsedDate(None, _why_not(plain))


def _western(plain: str) -> str:
    """二〇二六年八月五日 as 2026年8月5日; anything else as it is."""
    match = _CHINESE.fullmatch(plain)
    if not match or not {match[2], match[3]} <= NUMERALS.keys():
        return plain
    year = "".join(str(YEAR_DIGITS.get(char, char)) for char in match[1] or "")
    return f"{year}{'年' if year else ''}{NUMERALS[match[2]]}月{NUMERALS[match[3]]}日"


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _each_year(month: str, days: Iterable[str], start: date, end: date) -> list[date | None]:
    years = range(start.year, end.year + 1)
    return [_real(year, int(month), int(day)) for day in days for year in years]


def _days_of_number(match: re.Match[str], start: date, end: date) -> list[date | None]:
    """The days that 8.1 or 8.15 may stand for, from what a date cell made of it."""
    hundredths = round((int(match[2] or 0) * 60 + int(match[3] or 0)) / 14.4)
    days = dict.fromkeys((hundredths // 10, hundredths) if hundredths % 10 == 0 else (hundredths,))
    return _each_year(match[1], map(str, days), start, end)


def _inside(days: Iterable[date | None], start: date, end: date) -> tuple[date, ...]:
    return tuple(day for day in days if day and start <= day <= end)


def _in_window(days: Iterable[date | None], start: date, end: date, code: str) -> ParsedDate:
    """The one day in the window, told as `code`; none or several are asked about (C19), no day at all is none (C04)."""
    real = [day for day in days if day]
    inside = _inside(real, start, end)
    if len(inside) == 1:
        return ParsedDate(inside[0], code)
    return ParsedDate(None, "C19" if real else "C04", inside)


def _serial(day: date, start: date, end: date) -> ParsedDate:
    """A bare number is trusted as a day of the window only; four years early it is likely one of the 1904 system."""
    if start <= day <= end:
        return ParsedDate(day, "C06")
    return ParsedDate(None, "C16", _inside([day + _MAC_CALENDAR], start, end))


def _why_not(plain: str) -> str:
    """Several days or a range (C17), a month or year without its day (C18), or nothing known (C04)."""
    parts = [part for part in _BETWEEN_DATES.split(plain) if part]
    if len(parts) > 1 and all(map(_DATE_PART.fullmatch, parts)):
        return "C17"
    return "C18" if _YEAR_AND_MONTH.fullmatch(plain) else "C04"
