"""The cells of a paper's line as values; what cannot be read is a fault in words, never a guess."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from pipeline.cells.dates import parse_date, parse_moment
from pipeline.cells.parse import clean, parse_count
from pipeline.papers.read import RawLine
from schemas.papers import Layout
from schemas.returned import ERROR_VALUES, FORMULA_WITHOUT_VALUE, normal

NO_YEAR = "C05"
"""Of a unit's date the period says the year; the office can write it."""
ALIKE = 60
"""How alike (of 100) two titles must be for one to be named beside the other; nothing else follows from it."""


@dataclass(frozen=True)
class Around:
    """What lines are read against: the roster's units by code and by spelling, and the days of the period."""

    names: Mapping[str, str]
    """Unit code → name, in the order of the roster."""
    spellings: Mapping[str, str]
    """Name or alias in normal form → unit code."""
    start: date
    end: date

    @classmethod
    def of(cls, units: pd.DataFrame, start: date, end: date) -> Around:
        """From the roster's units in force."""
        spellings = {
            normal(name): unit["unit_code"]
            for unit in units.to_dict("records")
            for name in [*unit["aliases"].split("、"), unit["name"]]
            if normal(name)
        }
        return cls(dict(zip(units["unit_code"], units["name"], strict=True)), spellings, start, end)


@dataclass
class Cells:
    """Reads one line; `faults` gathers what is wrong, each with its place."""

    line: RawLine
    layout: Layout
    around: Around
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._columns = {column.key: column for column in self.layout.columns}
        for key, text in self.line.texts.items():
            if text in (FORMULA_WITHOUT_VALUE, *ERROR_VALUES):
                self.fault(f"“{self._columns[key].header}”的公式没有结果，请改为直接填写")

    def fault(self, words: str) -> None:
        """Note a fault at this line."""
        self.faults.append(f"{self.line.place}：{words}")

    def text(self, key: str, *, needed: bool = False) -> str:
        """Text as displayed."""
        found = clean(self.line.texts.get(key, ""))
        if needed and not normal(found):
            self.fault(f"没有填写{self._columns[key].header}")
        return found

    def number(self, key: str, *, needed: bool = False) -> int:
        """A whole number, 0 where it may be blank and is."""
        return self._read(key, needed, parse_count, "应为整数，如 3") or 0

    def day(self, key: str, *, needed: bool = False) -> date | None:
        """A date, or none."""
        read = self._read(key, needed, lambda text: parse_date(text, *self._days), "应为日期，如 2026-9-18")
        return read.value if read else None

    def moment(self, key: str, *, needed: bool = False) -> datetime | None:
        """A date with or without the time of day, or none."""
        read = self._read(key, needed, lambda text: parse_moment(text, *self._days), "应为时间，如 2026-9-18 10:20")
        return read.value if read else None

    def choice(self, key: str) -> str:
        """One of the column's words, or nothing."""
        words = {normal(word): word for word in self._columns[key].choices}
        said = f"应为{'、'.join(words.values())}之一"
        return self._read(key, False, lambda text: words.get(normal(text)), said) or ""

    def unit(self) -> str:
        """The code of the line's unit, by its code or else by a name of the roster's; both must mean the same."""
        code, name = self.text("unit_code"), self.text("unit_name")
        by_name = self.around.spellings.get(normal(name), "")
        if code and code not in self.around.names:
            self.fault(f"单位代码“{code}”不在名录{alike(code, self.around.names)}")
        elif name and not by_name:
            self.fault(f"单位“{name}”不在名录{alike(name, self.around.names.values())}")
        elif code and by_name and by_name != code:
            self.fault(f"单位代码“{code}”是{self.around.names[code]}，与所填单位“{name}”不一致")
        elif not code and not name:
            self.fault("没有填写单位代码")
        return code or by_name

    @property
    def _days(self) -> tuple[date, date]:
        return self.around.start, self.around.end

    def _read(self, key: str, needed: bool, parse: Callable[[str], Any], expected: str) -> Any:
        """What `parse` makes of a filled cell; None, with a fault where due, for any other."""
        text = self.text(key, needed=needed)
        if not normal(text):
            return None
        value = parse(text)
        if value is None or getattr(value, "value", value) is None or getattr(value, "code", "") == NO_YEAR:
            self.fault(f"“{self._columns[key].header}”填写为“{text}”，{expected}")
            return None
        return value


def alike(word: str, known: Any) -> str:
    """“，是不是 …” with the known words most like an unknown one; blank when none is alike. Words only."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return f"，是不是“{found[0]}”" if found else ""
