"""A made-up ledger whose sums are those of the made-up standings, so that every figure opens to its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.bulletin.figures import Figures
from pipeline.score.lines import written
from schemas.ledger import Ledger
from schemas.vocabulary import Basis, Book, Measure, Verdict
from tests.bulletin.made_up import CASH, POINTS, figures


def with_ledger(unit_count: int = 9, row_count: int = 40, /, **overrides: Any) -> Figures:
    """Made-up figures with a line for every item, point and yuan of the standings."""
    made = figures(unit_count, row_count)
    units = list(made.units["unit_code"])
    settled = made.settled[made.settled["verdict"] == Verdict.ACCEPTED]
    lines = [line for row in settled.to_dict("records") for line in _lines(row, units.index(row["unit_code"]))]
    ledger = Ledger.of({**line, "line_id": number} for number, line in enumerate(lines, 1))
    return replace(made, **{"ledger": ledger, **overrides})


def _lines(row: dict[Any, Any], unit: int) -> Iterator[dict[str, Any]]:
    points, cash, person = POINTS[row["tier"]], CASH[row["tier"]], f"P{row['row_id'] % 3 + 3 * unit:03d}"
    yield line_of(row, Measure.ITEMS, 1, "LQ11", "每篇1篇 × 1篇")
    yield line_of(row, Measure.UNIT_POINTS, points, "LQ12", f"每篇{written(points, Measure.UNIT_POINTS)} × 1篇")
    yield line_of(row, Measure.PERSON_ITEMS, 1, "LQ11", "1篇 → 1篇", person)
    yield line_of(row, Measure.PERSON_POINTS, points, "LQ12", "记撰稿人", person)
    yield line_of(row, Measure.CASH, cash, "LQ14", f"每篇{written(cash, Measure.CASH)} × 1篇")
    yield line_of(row, Measure.CASH, -cash, "LQ19", "转记撰稿人")
    yield line_of(row, Measure.CASH, cash, "LQ19", "记撰稿人", person)


def line_of(
    row: dict[Any, Any], measure: Measure, amount: int, clause: str, said: str, person: str = "", /, **changes: Any
) -> dict[str, Any]:
    """A ledger line without its number, resting on a row unless `changes` say otherwise."""
    return {
        "period": "2026Q3", "measure": measure, "unit_code": row["unit_code"], "person": person, "amount": amount,
        "account": "made-up", "step": "base", "rule": "made-up", "clause": clause, "arithmetic": said,
        "basis": Basis.ROW, "basis_key": f"{row['unit_code']}-{Book.ADOPTION.short}-{row['row_id']}",
        "row_id": row["row_id"], "tier": row["tier"], **changes,
    }  # fmt: skip
