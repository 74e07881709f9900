"""The office's own signed lists (rulings, entries), as CSV or as the workbook the product wrote: read whole, or every fault named."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

import pandas as pd

from pipeline.cells.dates import parse_date
from pipeline.errors import OfficeError
from pipeline.publish import RISKY_STARTS
from pipeline.read.grid import read_contents
from pipeline.read.guard import Unreadable
from pipeline.read.sheet import Sheet
from schemas.records import Entries, Rulings
from schemas.returned import ERROR_VALUES, FORMULA_WITHOUT_VALUE, normal
from schemas.table import Table

Line = dict[str, str]
MARKS: dict[type[Table], frozenset[str]] = {
    Rulings: frozenset({"认定种类", "提出人"}),
    Entries: frozenset({"种类", "事由", "提出人"}),
}
"""The headers by which the header row of a list is known in a workbook."""
HEADER_SEARCH_ROWS = 10
NOT_CALCULATED = (FORMULA_WITHOUT_VALUE, *ERROR_VALUES)
AS_SENT = frozenset({"title", "outlet", "published_on", "same_as"})
"""What repeats a unit's own words, be they what became of a formula."""
_NO_YEAR = date(2000, 1, 1)
"""A day without its year is not understood: a signed list is no place to guess it."""


@dataclass(frozen=True)
class Signed:
    """A kind of signed list: its table (the first column is the number), its columns of days, and of codes.

    `filled` tells a line that a person filled in from one the product only prepared. A code may be followed by a name.
    """

    table: type[Table]
    days: tuple[str, ...]
    codes: tuple[str, ...]
    filled: Callable[[Line], bool]


@dataclass(frozen=True)
class Placed:
    """A filled line and where it stands."""

    file: str
    place: str
    line: Line
    numbered: bool
    """Whether its number was filled in; else it is called by file and line."""

    @property
    def said(self) -> tuple[str, ...]:
        """All it says but for its number."""
        return tuple(self.line.values())[1:]


def read_signed(
    folder: Path, form: Signed, faults_of: Callable[[Line], list[str]], beside: Sequence[Path] = ()
) -> pd.DataFrame:
    """All lines of the lists in `folder` as the form's table; several files add up, and a line given twice is one.

    Workbooks in the folders `beside` are read too: one workbook may hold both lists. A line without a number is called
    by file and line. Raises OfficeError naming each wrong line.
    """
    placed = [*_lines_in(folder, form, _files(folder)), *chain.from_iterable(_workbooks_beside(beside, form))]
    faults = [
        f"{one.place}：{fault}" for one in placed for fault in (*_uncalculated(one.line), *faults_of(one.line))
    ]  # fmt: skip
    faults += list(_repeated(placed, form.table))
    if faults:
        raise OfficeError(f"{folder.name} 下的登记有 {len(faults)} 处需要改正：", faults)
    return form.table.of(_once(placed))


def _once(placed: list[Placed]) -> list[Line]:
    """The lines, one that stands in two files once; without a number it is known by all it says.

    Lines alike without numbers in one file are as many as there are: a copy of that file adds none.
    """
    of_file, kept = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    numbered: set[tuple[str, ...]] = set()
    found: dict[int, Line] = {}
    for place, one in sorted(enumerate(placed), key=lambda at: not at[1].numbered):
        text = tuple(one.line.values())
        of_file[(one.file, *one.said)] += 1
        if text not in numbered if one.numbered else of_file[(one.file, *one.said)] > kept[one.said]:
            kept[one.said] += 1
            found[place] = one.line
        numbered |= {text} if one.numbered else set()
    return [found[place] for place in sorted(found)]


def missing(line: Line, table: type[Table], needed: Iterable[str]) -> list[str]:
    """What is wrong when any of the needed columns is blank: one fault naming all of them."""
    titles = table.headers()
    blank = [titles[name] for name in needed if not line[name]]
    return [f"没有填写{'、'.join(blank)}"] if blank else []


def undated(line: Line, table: type[Table], days: Iterable[str]) -> list[str]:
    """What is wrong with days that are no dates; blank ones are `missing`."""
    titles = table.headers()
    return [
        f"{titles[day]}“{line[day]}”不是日期，应如 2026-08-05" for day in days if line[day] and not _is_day(line[day])
    ]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _uncalculated(line: Line) -> list[str]:
    typed = (text for name, text in line.items() if name not in AS_SENT)
    return ["有公式没有结果，请改为直接填写"] if any(text in NOT_CALCULATED for text in typed) else []


def _repeated(placed: list[Placed], table: type[Table]) -> Iterator[str]:
    """Numbers given twice in one file, or that two different lines have; the same line in two files is one."""
    key, title = next(iter(table.headers().items()))
    for number in sorted({one.line[key] for one in placed}):
        own = [one for one in placed if one.line[key] == number]
        if len({one.file for one in own}) < len(own) or len({tuple(one.line.items()) for one in own}) > 1:
            yield f"{title}“{number}”重复：{'、'.join(one.place for one in own)}"


def _files(folder: Path) -> list[Path]:
    """The lists; anything else visible beside them would be overlooked, so it is refused."""
    files = sorted(file for file in folder.glob("*") if not file.name.startswith((".", "~$")))
    if others := [file.name for file in files if file.suffix.lower() not in (".csv", ".xlsx", ".xls")]:
        raise OfficeError(
            f"{folder.name}/ 下的 {'、'.join(others)} 既不是 Excel 表也不是 CSV，请另存为 Excel 表或“CSV UTF-8”"
        )
    return files


def _workbooks_beside(folders: Sequence[Path], form: Signed) -> Iterator[Iterator[Placed]]:
    for folder in folders:
        yield _lines_in(folder, form, [file for file in _files(folder) if file.suffix.lower() != ".csv"])


def _lines_in(folder: Path, form: Signed, files: Iterable[Path]) -> Iterator[Placed]:
    """The filled lines of some files."""
    for file in files:
        name = f"{folder.name}/{file.name}"
        if file.suffix.lower() == ".csv":
            for number, raw in _csv_lines(file):
                if any(raw.values()):
                    yield _placed(name, f"{name} 第{number}行", _line(raw, form), f"{file.stem}-{number}")
            continue
        for sheet in _sheets(file):
            for number, raw in _sheet_lines(sheet, form, name):
                line = _line(raw, form)
                if form.filled(line):
                    place = f"{name}“{sheet.name}”第{number}行"
                    yield _placed(name, place, line, f"{file.stem}-{sheet.name}-{number}")


def _placed(file: str, place: str, line: Line, number: str) -> Placed:
    """A line with its number, or called by `number`."""
    key = next(iter(line))
    return Placed(file, place, {**line, key: line[key] or number}, bool(line[key]))


def _line(raw: Mapping[str, str], form: Signed) -> Line:
    """The cells of a line by column, days as 2026-08-05, codes without the name beside them."""
    line = {name: raw.get(title, "") for name, title in form.table.headers().items()}
    line |= {day: _day(line[day]) for day in form.days}
    return line | {code: (line[code].split() or [""])[0] for code in form.codes}


def _csv_lines(file: Path) -> list[tuple[int, Line]]:
    """Line number → header → text; a line with more cells than headers would be read askew."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            read = list(enumerate(csv.DictReader(stream), start=2))
    except (UnicodeDecodeError, csv.Error):
        raise OfficeError(f"{file.parent.name}/{file.name} 读不出来，请用 Excel 另存为“CSV UTF-8”") from None
    if wide := [number for number, raw in read if None in raw]:
        raise OfficeError(f"{file.parent.name}/{file.name} 第{wide[0]}行的格数多于栏目，内容里有逗号的请加引号")
    return [(number, {title: _plain((text or "").strip()) for title, text in raw.items()}) for number, raw in read]


def _plain(text: str) -> str:
    """Text as it was before `publish.harmless` made it so, for who copies a line from a list of ours."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RISKY_STARTS) else text


def _sheets(file: Path) -> list[Sheet]:
    try:
        return read_contents(file.read_bytes()).sheets
    except Unreadable as error:
        name = f"{file.parent.name}/{file.name}"
        raise OfficeError(f"{name} 读不出来，请用 Excel 或 WPS 打开另存后再放入（{error.found}）") from None


def _sheet_lines(sheet: Sheet, form: Signed, file: str) -> Iterator[tuple[int, Line]]:
    """Row number → header → text of the rows below the header; a sheet of no known list is refused, not overlooked."""
    headers = {table: _header_row(sheet, marks) for table, marks in MARKS.items()}
    if sheet.name.startswith("_") or not any(map(any, sheet.cells)):
        return
    if not any(headers.values()):
        raise OfficeError(f"{file} 的工作表“{sheet.name}”不知是什么，请删去这个工作表，或恢复它的栏目名")
    if start := headers[form.table]:
        titles = [normal(text) for text in sheet.cells[start - 1]]
        for number, cells in enumerate(sheet.cells[start:], start=start + 1):
            yield number, {title: text.strip() for title, text in zip(titles, cells, strict=False) if title}


def _header_row(sheet: Sheet, marks: frozenset[str]) -> int:
    """The number of the row with these headers; 0 where there is none."""
    rows = enumerate(sheet.cells[:HEADER_SEARCH_ROWS], start=1)
    return next((number for number, cells in rows if marks <= {normal(text) for text in cells}), 0)


def _day(text: str) -> str:
    """2026/8/5 or 2026年8月5日, as offices write it, is 2026-08-05; what is no date stays as it is."""
    parsed = parse_date(text, _NO_YEAR, _NO_YEAR).value
    return parsed.isoformat() if parsed else text
