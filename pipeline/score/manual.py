"""manual: what the office entered and signed (登记事项), at the amounts the assessment names."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pandas as pd

from pipeline.score.lines import line_of, lines_of, written
from pipeline.score.work import Work
from schemas.steps import EntryRow, ManualStep
from schemas.strict import to_units
from schemas.vocabulary import PERSONAL, Basis, Measure


def manual_lines(step: ManualStep, work: Work) -> pd.DataFrame:
    """A line per entry of the step's kind, in the order of days; those that take all away come last."""
    entries = work.entries[work.entries["kind"] == step.kind].sort_values(["happened_on", "entry_id"])
    priced = [(entry, row) for entry in entries.to_dict("records") if (row := tariff_row(step, entry["level"]))]
    priced = list({_once(step, entry, row): (entry, row) for entry, row in reversed(priced)}.values())[::-1]
    lines = [_line(step, work, entry, *_amount(step, entry, row)) for entry, row in priced if not row.to_zero]
    return lines_of([*lines, *_zeroed(step, work, priced, lines)])


def _once(step: ManualStep, entry: dict[Any, Any], row: EntryRow) -> tuple[str, ...]:
    """What counts once only: an entry, or a tariff row for each unit or for each person. The first of several stays."""
    if step.once_per in ("unit", "person"):
        return entry["unit_code"], entry["person"] if step.once_per == "person" else "", row.level
    return (entry["entry_id"],)


def tariff_row(step: ManualStep, level: str) -> EntryRow | None:
    """The row for a level: its own, or the one for any level."""
    return next((row for row in step.tariff if row.level in (level, "")), None)


def _amount(step: ManualStep, entry: dict[Any, Any], row: EntryRow) -> tuple[int, str]:
    amount = to_units(row.amount or Decimal(0), step.measure)
    return amount, f"{entry['kind']}{entry['level']} {written(amount, step.measure)}"


def _zeroed(
    step: ManualStep, work: Work, priced: list[tuple[dict[Any, Any], EntryRow]], lines: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """One line for each unit that is to have nothing: all it has so far is taken away."""
    seen: set[str] = set()
    for entry, row in priced:
        unit = entry["unit_code"]
        if row.to_zero and unit not in seen:
            seen.add(unit)
            own = work.ledger[(work.ledger["measure"] == step.measure) & (work.ledger["unit_code"] == unit)]
            total = int(own["amount"].sum()) + sum(line["amount"] for line in lines if line["unit_code"] == unit)
            said = f"{entry['kind']}{entry['level']}：不得分，减去已计{written(total, step.measure)}"
            if total > 0:
                yield _line(step, work, entry, -total, said)


def _line(step: ManualStep, work: Work, entry: dict[Any, Any], amount: int, arithmetic: str) -> dict[str, Any]:
    named = step.measure in PERSONAL or (step.measure == Measure.CASH and step.once_per == "person")
    who = (entry["unit_code"], entry["person"] if named else "")
    return line_of(step, work, step.measure, who, amount, arithmetic, (Basis.ENTRY, entry["entry_id"]))
