"""The page people explore: links between prose, rankings, annexes and dossiers; its own styles and script, and no others.

The page names the only style sheet and the only script a browser may run, by their hash, so that nothing a unit typed
can become either. Links lead nowhere but into the page.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from jinja2 import Environment
from markupsafe import Markup

from pipeline.bulletin.dossier import Dossier, anchor
from pipeline.bulletin.parts import Align, Annex, Column, Paragraph, Run, Table, View

SCRIPT = Path(__file__).parent / "templates" / "screen.js"
Key = TypeVar("Key")
UNIT = "单位"
LONG = frozenset({"accepted", "rejected"})
"""Annexes by row of the returns: their units are named on every line, and a link on each would be in the way."""
TOLD, SOURCE = Column("算式和条款", 42, "left"), Column("出处", 14, "left")
WIDTHS: Mapping[str, tuple[int, Align]] = {
    "标题或事由": (22, "left"), "媒体": (10, "left"), "级别": (7, "center"), "日期": (9, "center"), "积分": (7, "right"),
}  # fmt: skip
USUAL: tuple[int, Align] = (10, "right")
SHORT = 15
"""Up to this percentage of the width a column stands in one line with others on a phone."""


class Look(NamedTuple):
    """How the tables with these columns are laid out: their class, and whether a phone puts the cells under each other."""

    name: str
    stacked: bool
    columns: tuple[Column, ...]

    @property
    def widths(self) -> list[str]:
        """Of each column, in percent."""
        whole = sum(column.width for column in self.columns)
        return [f"{column.width * 1000 // whole / 10:g}" for column in self.columns]

    @property
    def inline(self) -> list[bool]:
        """Which cells are short enough to share a line."""
        whole = sum(column.width for column in self.columns)
        return [column.width * 100 < SHORT * whole for column in self.columns]


@dataclass(frozen=True)
class Links:
    """What leads where within the page."""

    annexes: Mapping[str, str]
    """Tag as printed (附件5) → anchor."""
    units: Mapping[str, str]
    """Name → anchor, of names that only one unit has."""
    writer: str
    """Who writes the bulletin: a unit like others in tables, in prose mostly no matter of the bulletin."""
    people: Mapping[tuple[str, str], str]
    """(Name, unit's name) → anchor, of those that only one person fits."""
    anchors: frozenset[str]

    def prose(self, paragraph: Paragraph) -> Iterator[tuple[str, str]]:
        """(text, anchor or nothing) for each stretch of a paragraph."""
        runs = paragraph.runs
        for n, run in enumerate(runs):
            yield run.text, self._of(run, runs[n + 1 : n + 3])

    def _of(self, run: Run, then: tuple[Run, ...]) -> str:
        if run.kind == "counted":
            return self.annexes.get(run.text, "")
        if run.kind != "quoted":
            return ""
        # a person is told from a namesake by the unit in brackets behind the name
        behind = then[1].text if len(then) == 2 and then[0].text == "（" else ""
        unit = self.units.get(run.text, "") if run.text != self.writer else ""
        return self.people.get((run.text, behind)) or unit

    def row(self, annex: Annex, table: Table, n: int) -> str:
        """Where the name in row `n` of a table leads, or nothing."""
        if table.refs:
            return table.refs[n] if table.refs[n] in self.anchors else ""
        named = table.columns[0].title == UNIT and annex.key not in LONG
        return self.units.get(table.rows[n][0], "") if named else ""


def page(view: View, environment: Environment) -> str:
    """The whole page; the same view gives the same text."""
    looks = _looks(view)
    environment.filters["css_text"] = _css_text
    style = environment.get_template("screen.css").render(looks=list(looks.values()))
    script = SCRIPT.read_text("utf-8")
    made = environment.get_template("screen.html.j2").render(
        view=view,
        links=_links(view),
        looks=looks,
        unit_columns=_columns(view.dossiers.unit_columns),
        person_columns=_columns(view.dossiers.person_columns),
        anchor=anchor,
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
    )
    return made.lstrip()


def _policy(style: str, script: str) -> str:
    """What a browser may do with the page: use this style sheet, run this script, show pictures that are in it."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _css_text(text: str) -> str:
    """Text as it may stand between quotes in a style sheet: what is no letter or figure, by its number."""
    return re.sub(r"[^\w（）]", lambda found: f"\\{ord(found[0]):x} ", text)


def _columns(titles: Iterable[str]) -> tuple[Column, ...]:
    """A dossier's columns, from the title to where its lines are found."""
    columns = (Column(title, *WIDTHS.get(title, USUAL)) for title in titles)
    return (*columns, TOLD, SOURCE)


def _looks(view: View) -> dict[tuple[bool, tuple[Column, ...]], Look]:
    """(Stacked on a phone, columns) → look, in the order of the page."""
    tables = ((annex.wide, table.columns) for annex in view.annexes for table in annex.tables)
    titles = (view.dossiers.unit_columns, view.dossiers.person_columns)
    found = dict.fromkeys([*tables, *((True, _columns(one)) for one in titles)])
    return {key: Look(f"t{n}", *key) for n, key in enumerate(found, 1)}


def _links(view: View) -> Links:
    dossiers = view.dossiers
    return Links(
        {annex.tag: annex.key for annex in view.annexes},
        _unique((one.name, one.anchor) for one in dossiers.units),
        view.printed_by,
        _unique(((one.name, one.about[0]), one.anchor) for one in dossiers.people),
        frozenset(one.anchor for one in chain[Dossier](dossiers.units, dossiers.people)),
    )


def _unique(pairs: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    """Only what has one meaning."""
    found: dict[Key, set[str]] = {}
    for key, one in pairs:
        found.setdefault(key, set()).add(one)
    return {key: next(iter(ones)) for key, ones in found.items() if len(ones) == 1}
