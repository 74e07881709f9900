"""A table of a statement before it is set: typed cells, so that a workbook gets numbers and a page gets words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from pipeline.bulletin.words import Fen, Points

Cell: TypeAlias = str | int
"""Text, a count, `Points` or `Fen`."""


@dataclass(frozen=True)
class Heading:
    """A column: its title, its breadth in parts of the whole, and l, c or r."""

    title: str
    breadth: int
    align: str = "l"


@dataclass(frozen=True)
class Grid:
    """A table with a caption; `total` is its last line, blank where sums mean nothing."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


def filled(grid: Grid) -> bool:
    """Whether it has anything to show."""
    return bool(grid.rows)


def text_of(cell: Cell) -> str:
    """A cell as printed."""
    if isinstance(cell, Fen):
        return cell.cell
    return cell.text if isinstance(cell, Points) else str(cell)


AMOUNTS: dict[str, tuple[str, int]] = {"积分": ("积分", 6), "奖励": ("奖励（元）", 9), "经费": ("经费（元）", 9)}


def heading_of(name: str) -> Heading:
    """The column of an amount."""
    title, breadth = AMOUNTS[name]
    return Heading(title, breadth, "r")
