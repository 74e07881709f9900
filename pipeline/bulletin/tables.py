"""What the makers of annexes share: reading rows, ordering by unit, cutting for paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column

UNIT = Column("单位", 28, "left")
ELSEWHERE = "全部条目载于 bulletin.html 和核算明细（CSV）"


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table, each with its columns as attributes."""
    return iter(frame.itertuples(index=False))


def dash(number: int) -> str:
    """A count in a table; nothing is shown as a dash, so that the eye finds what there is."""
    return str(number) if number else "—"


def tiers_of(figures: Figures) -> dict[str, str]:
    """Tier id → name, highest first."""
    return dict(reversed(figures.assessment.tier_names().items()))


def tier_columns(tiers: dict[str, str]) -> list[Column]:
    """A column of counts for each tier, as wide as its name."""
    return [Column(name, 5 * len(name) + 5, "right") for name in tiers.values()]


def tier_counts(frame: pd.DataFrame, key: str) -> dict[tuple[str, str], int]:
    """(who, tier) → items."""
    return {(getattr(row, key), row.tier): row.items for row in records(frame)}


def unit_names(figures: Figures) -> dict[str, str]:
    """Unit code → name, in the order of the roster."""
    return dict(zip(figures.units["unit_code"], figures.units["name"], strict=True))


def in_unit_order(figures: Figures, frame: pd.DataFrame, then: list[str]) -> pd.DataFrame:
    """Rows in the roster's order of units, then by `then`."""
    order = {code: n for n, code in enumerate(figures.units["unit_code"])}
    placed = frame.assign(_order=frame["unit_code"].map(order).fillna(len(order)))
    return placed.sort_values(["_order", *then], kind="stable").drop(columns="_order")


def cut(annex: Annex, limit: int) -> Annex:
    """For the PDF: the first rows only, when there are more than `limit`."""
    head = tuple(replace(table, rows=table.rows[:limit]) for table in annex.tables)
    note = f"本附件只列前{limit}行，{ELSEWHERE}。"
    return replace(annex, pdf_limit=limit, digest=head, digest_note=note)
