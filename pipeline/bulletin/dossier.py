"""逐笔明细 as pieces: what a unit or a person opens to on the page. Paper has none of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNSAFE = re.compile(r"[^A-Za-z0-9-]")


@dataclass(frozen=True)
class Item:
    """What some ledger lines rest on (a returned row, a quota, an entry, a sum), and those lines in words.

    `cells` stand under the columns of its kind, from the title to the amounts; `anchor` is blank where no row is.
    """

    anchor: str
    see: str
    """For a person: the anchor of the same row in the unit's dossier, which shows how its points came about."""
    cells: tuple[str, ...]
    lines: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Dossier:
    """Everything behind one unit's or person's place; `sums` are those of the ranking."""

    anchor: str
    name: str
    about: tuple[str, ...]
    """The unit it belongs to or its class, its place, and its return where that was not in time."""
    items: tuple[Item, ...]
    totals: tuple[str, ...]
    """One for each column of amounts."""
    sums: str
    clauses: tuple[str, ...]
    refused: int = 0
    """How many rows of the unit stand in the annex of what was not admitted."""


@dataclass(frozen=True)
class CitedClause:
    """A clause that a ledger line names."""

    name: str
    place: str
    text: str


@dataclass(frozen=True)
class Dossiers:
    """All of them, in the order of the rankings; none on paper and in what is made public."""

    unit_columns: tuple[str, ...] = ()
    person_columns: tuple[str, ...] = ()
    units: tuple[Dossier, ...] = ()
    people: tuple[Dossier, ...] = ()
    clauses: tuple[CitedClause, ...] = ()


def anchor(kind: str, code: str) -> str:
    """What a unit, person or clause is linked by: unit-A05. Whatever the code holds, it stays one plain word.

    Units type names, and a code may hold one: every other character is spelt by its number, so no two are alike.
    """
    return f"{kind}-{_UNSAFE.sub(lambda found: f'_{ord(found[0]):x}_', code)}"
