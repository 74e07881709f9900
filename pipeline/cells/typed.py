"""One line of a returned sheet as typed values, with what could not be read in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline.cells.dates import parse_date, parse_moment
from pipeline.cells.names import parse_names
from pipeline.cells.parse import clean, parse_count, parse_list, parse_money, pictures
from pipeline.period import Period
from pipeline.suggest import asked
from schemas.faults import FAULTS
from schemas.returned import ERROR_VALUES, FORMULA_WITHOUT_VALUE, normal
from schemas.spellings import FRONT_PAGE, REVIEWER_WORDS, WRITER_WORDS
from schemas.template import ALL_COLUMNS, COLUMNS, Column
from schemas.vocabulary import Book

DAY_COLUMN: dict[Book, str] = {Book.ADOPTION: "published_on", Book.SUBMISSION: "submitted_at"}
"""The column whose date is the line's day."""
RELAYED = "局推荐"
"""What a blank channel stands for (C11)."""
UNREADABLE = frozenset({FORMULA_WITHOUT_VALUE, *ERROR_VALUES})
PLAIN_WORDS = {"authors": WRITER_WORDS, "reviewer": REVIEWER_WORDS}
"""Column of people → words beside a name that say nothing else of him."""
SHOWN = ("title", "outlet_text")
"""Texts that the bulletin prints."""
IDENTITY = ("row_id", "unit_code", "path", "sheet", "book", "sheet_row")


@dataclass(frozen=True)
class Flaw:
    """What is wrong with a line's cell: finding code and column; `action` where the catalogue's words do not fit."""

    code: str
    key: str
    action: str = ""


class Line:
    """Reads one row (`returned.ReturnedRows` with unit_code and received_at) under the columns `used` of its book.

    `values` is the row as `records.Parsed` has it; `flaws` says what could not be read. A cell that the assessment
    does not ask for has no flaws: what cannot be read there is blank. `known` are the keys of the roster's names.
    """

    def __init__(
        self, row: dict[str, Any], used: Sequence[Column], period: Period, known: Collection[str] = ()
    ) -> None:  # fmt: skip
        self.row, self.period, self.known = row, period, known
        self.book = Book(row["book"])
        self.used = frozenset(column.key for column in used)
        # the assessment's own words for a column go before the template's
        self._columns = {column.key: column for column in (*COLUMNS[self.book], *used)}
        self.flaws: list[Flaw] = []
        self.values = self._values()

    def _values(self) -> dict[str, Any]:
        row, received = self.row, date.fromisoformat(self.row["received_at"][:10])
        read = {column.key: READERS[column.kind](self, column.key) for column in ALL_COLUMNS}
        day = _day_of(read[DAY_COLUMN[self.book]])
        self._check_day(day, received)
        self._check_instruction(read)
        self._check_pictures()
        return {
            **read,
            **{key: row[key] for key in IDENTITY},
            "row_key": f"{row['unit_code']}-{self.book.short}-{row['sheet_row']}@{row['path']}",
            "day": day or received,
            **{key: self._people(key) for key in PLAIN_WORDS},
            "partners": "、".join(parse_list(self._cell("partners"))) if "partners" in self.used else "",
            "paid": read["paid"] == "是",
            "channel": read["channel"] or (RELAYED if self._offers("channel", RELAYED) else ""),
        }

    def _check_day(self, day: date | None, received: date) -> None:
        if day and day > received:
            late = "报送时间在收到上报表之后，请改正" if self.book == Book.SUBMISSION else ""
            self._flaw("C07", DAY_COLUMN[self.book], late)

    def _check_instruction(self, read: Mapping[str, Any]) -> None:
        """A level outside the list has its own finding, so only a blank one counts as lacking."""
        asked = {"method", "instruction_level"} <= self.used
        if asked and read["method"] == "批示" and not normal(self.row["instruction_level"]):
            self._flaw("C10", "instruction_level")

    def _check_pictures(self) -> None:
        for key in SHOWN:
            if found := pictures(self._cell(key)):
                self._flaw("C23", key, _about("C23", "".join(found)))

    def _flaw(self, code: str, key: str, action: str = "") -> None:
        if code and key in self.used:
            self.flaws.append(Flaw(code, key, action))

    def _people(self, key: str) -> str:
        """Names by 、, with a flaw for each doubt."""
        people = parse_names(self._cell(key), self.known, PLAIN_WORDS[key])
        for doubt in people.doubts:
            self._flaw(doubt.code, key, _about(doubt.code, doubt.words))
        return "、".join(people.names)

    def _cell(self, key: str) -> str:
        """The cell's text; blank where the book has no such column or the text check found no result in it."""
        text = str(self.row[key]) if key in self._columns else ""
        return "" if text in UNREADABLE or not normal(text) else text

    def text(self, key: str) -> str:
        """Text as displayed."""
        return clean(self._cell(key))

    def choice(self, key: str) -> str:
        """The form's spelling of a choice; blank for any other word."""
        return self._spellings(key).get(normal(self._cell(key)), "")

    def choices(self, key: str) -> str:
        """Several words, those of the form in its spelling, by 、."""
        spellings = self._spellings(key)
        return "、".join(spellings.get(word, word) for word in parse_list(self._cell(key)))

    def _offers(self, key: str, word: str) -> bool:
        """Whether the assessment asks for a column that has this choice."""
        return key in self.used and word in self._columns[key].choices

    def _spellings(self, key: str) -> dict[str, str]:
        return {normal(choice): choice for choice in self._columns[key].choices} if key in self._columns else {}

    def day(self, key: str) -> date | None:
        """A date, or none."""
        if not self._cell(key):
            return None
        parsed = parse_date(self._cell(key), self.period.start, self.period.end)
        self._flaw(parsed.code, key, _which_day(parsed.code, parsed.maybe))
        return parsed.value

    def moment(self, key: str) -> datetime | None:
        """A date and time, or none; where lateness is looked at, a date alone would make a line early or late by chance."""
        if not self._cell(key):
            return None
        parsed = parse_moment(self._cell(key), self.period.start, self.period.end)
        self._flaw(parsed.code, key, _which_day(parsed.code, parsed.maybe))
        if parsed.value and not parsed.has_time and "due_at" in self.used:
            self._flaw("C13", key)
        return parsed.value

    def number(self, key: str) -> int:
        """A whole number; 0 where nothing is filled in."""
        if not self._cell(key):
            return 0
        number = parse_count(self._cell(key), FRONT_PAGE if key == "page" else None)
        if number is None and key != "serial":  # nothing rests on the unit's own numbering
            self._flaw("C12", key)
        return number or 0

    def money(self, key: str) -> int:
        """Yuan in fen; 0 where nothing is filled in."""
        if not self._cell(key):
            return 0
        fen = parse_money(self._cell(key))
        if fen is None:
            self._flaw("C26", key)
        return fen or 0


READERS: dict[str, Callable[[Line, str], Any]] = {
    "text": Line.text,
    "choice": Line.choice,
    "choices": Line.choices,
    "date": Line.day,
    "moment": Line.moment,
    "number": Line.number,
    "money": Line.money,
}
"""Kind of a column → how its cell is read."""


def _about(code: str, words: str) -> str:
    """The catalogue's instruction for some words of a cell."""
    return f"“{words}”：{FAULTS[code].action}"


def _which_day(code: str, maybe: Iterable[date]) -> str:
    """The catalogue's instruction, with the days that may be meant."""
    days = [f"{day.year}-{day.month}-{day.day}" for day in maybe]
    return asked(FAULTS[code].action, days) if days else ""


def _day_of(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value
