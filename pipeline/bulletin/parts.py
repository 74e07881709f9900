"""What a bulletin is made of: frozen pieces whose every string, numbers included, is ready to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pipeline.bulletin.dossier import Dossiers
from pipeline.bulletin.words import COUNTED, END, QUOTED

Kind = Literal["words", "counted", "quoted"]
Align = Literal["left", "center", "right"]

_MARK = re.compile(f"([{COUNTED}{QUOTED}])([^{END}]*){END}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WHOLE_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|-?\d+(?:\.\d+)?%?")


@dataclass(frozen=True)
class Run:
    """A stretch of prose: our words, a counted figure, or somebody else's words."""

    text: str
    kind: Kind


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of prose."""

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, marked: str) -> Paragraph:
        """Take the marks out of a string that `words` put in."""
        runs, at = [], 0
        for found in _MARK.finditer(marked):
            runs.append(Run(marked[at : found.start()], "words"))
            runs.append(Run(found[2], "counted" if found[1] == COUNTED else "quoted"))
            at = found.end()
        runs.append(Run(marked[at:], "words"))
        return cls(tuple(run for run in runs if run.text))

    @property
    def text(self) -> str:
        """As printed."""
        return "".join(run.text for run in self.runs)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Column:
    """A column's head, its share of the width, and where its cells stand."""

    title: str
    width: int
    align: Align = "center"


@dataclass(frozen=True)
class Table:
    """A table of printed strings; `total` is a last row that sums the others."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    total: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    """For each row of a ranking, the anchor of its dossier (see `dossier`); none where rows have none."""


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; `length` is its part of the longest bar (0 to 1), `strong` bars are darker."""

    label: str
    text: str
    length: float
    strong: bool


@dataclass(frozen=True)
class Chart:
    """A horizontal bar chart; `alt` says in words what it shows."""

    title: str
    alt: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Section:
    """A numbered section of the bulletin."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True)
class Annex:
    """An annex; past `pdf_limit` rows the PDF prints `digest` and `digest_note` in the tables' place."""

    key: str
    tag: str
    title: str
    tables: tuple[Table, ...]
    intro: tuple[Paragraph, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    wide: bool = False
    pdf_limit: int = 400
    digest: tuple[Table, ...] = ()
    digest_note: str = ""

    @property
    def rows(self) -> int:
        """How many rows its tables have."""
        return sum(len(table.rows) for table in self.tables)


@dataclass(frozen=True)
class Fact:
    """A figure that prose may state, and what it is."""

    name: str
    text: str


@dataclass(frozen=True)
class View:
    """The whole bulletin, as printed."""

    draft: bool
    masthead: str
    document_number: str
    title: tuple[str, ...]
    addressed_to: str
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]
    signed_by: str
    signed_on: str
    remark: str
    copied_to: str
    printed_by: str
    printed_on: str
    period_end: date
    facts: tuple[Fact, ...]
    dossiers: Dossiers = field(default_factory=Dossiers)
    """For the page alone: every ledger line of each unit and person."""


def prose(view: View) -> Iterator[Paragraph]:
    """Every paragraph the product wrote: opening, sections, and what stands around the tables of annexes."""
    yield from view.opening
    for section in view.sections:
        yield from section.paragraphs
    for annex in view.annexes:
        yield from annex.intro
        yield from annex.notes


def tables(view: View) -> Iterator[Table]:
    """Every table, digests included."""
    for annex in view.annexes:
        yield from annex.tables
        yield from annex.digest


def loose_numbers(view: View) -> list[str]:
    """Numbers in prose that rest on nothing: typed by hand, or neither a declared fact nor in any table."""
    texts = {fact.text for fact in view.facts}
    values = {_value(text) for text in [*texts, *_cells(view)] if _WHOLE_NUMBER.fullmatch(text)}
    loose: list[str] = []
    for run in (run for paragraph in prose(view) for run in paragraph.runs):
        if run.kind == "words":
            loose += _NUMBER.findall(run.text)
        elif run.kind == "counted" and run.text not in texts and _value(run.text) not in values:
            loose.append(run.text)
    return loose


def strings(piece: object) -> Iterator[str]:
    """Every string in a view or a part of it."""
    if isinstance(piece, str):
        yield piece
    elif isinstance(piece, tuple):
        for item in piece:
            yield from strings(item)
    elif is_dataclass(piece):
        for part in fields(piece):
            yield from strings(getattr(piece, part.name))


def _cells(view: View) -> Iterator[str]:
    for table in tables(view):
        for row in [*table.rows, table.total]:
            yield from row


def _value(text: str) -> tuple[Decimal, bool] | None:
    """A printed number's value, and whether it is a percentage."""
    if not _WHOLE_NUMBER.fullmatch(text):
        return None
    return Decimal(text.rstrip("%").replace(",", "")), text.endswith("%")
