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
class Part:
    """A stretch of a bar that is made of several; `text` is blank where the stretch is too short to hold it.

    `tone` is how dark it is: 0 the darkest, 4 white (see `charts.j2`).
    """

    text: str
    length: float
    tone: int


@dataclass(frozen=True)
class Bar:
    """One bar of a chart; `length` is its part of the longest bar (0 to 1), `strong` bars are darker.

    Where it has `parts`, these make up its length, and they say how dark.
    """

    label: str
    text: str
    length: float
    strong: bool
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A horizontal bar chart; `alt` says in words what it shows, `key` what its bars' parts are: (name, tone)."""

    title: str
    alt: str
    bars: tuple[Bar, ...]
    key: tuple[tuple[str, int], ...] = ()

    @property
    def narrow(self) -> bool:
        """Whether its labels are short enough for half the width of the type area."""
        return all(len(bar.label) <= 11 and len(bar.text) <= 7 for bar in self.bars)


@dataclass(frozen=True)
class Section:
    """A numbered section of the bulletin."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    charts: tuple[Chart, ...] = ()

    @property
    def chart_rows(self) -> tuple[tuple[Chart, ...], ...]:
        """The charts as they stand on paper: two narrow neighbours share a row."""
        rows: list[tuple[Chart, ...]] = []
        for chart in self.charts:
            if rows and len(rows[-1]) == 1 and rows[-1][0].narrow and chart.narrow:
                rows[-1] = (*rows[-1], chart)
            else:
                rows.append((chart,))
        return tuple(rows)


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
    digest_title: str = ""
    """What it is called where the digest stands in the tables' place; blank where the title fits that, too."""

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
class Brief:
    """What a 简报 has in the places of 发文字号, 落款, 主送 and 版记; `recipients` are 报, 送 and 发 with whom."""

    number: str
    issuer: str
    issued_on: str
    recipients: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class View:
    """The whole bulletin, as printed. A 简报 has no `document_number`, `addressed_to` and `copied_to`, and no signature."""

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
    openness: str = ""
    """公开属性 as on 《发文稿纸》."""
    brief: Brief | None = None
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
