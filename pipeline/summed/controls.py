"""Control totals of a longer span: its sums are those of its periods, and each period's own controls hold."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import controls
from pipeline.bulletin.figures import Figures
from pipeline.run import Outcome
from pipeline.summed.tables import Tables
from pipeline.total import Totals


def span_controls(
    outcomes: Sequence[Outcome], tables: Tables, totals: Totals, figures: Figures
) -> list[dict[str, object]]:  # fmt: skip
    """The records of `ledger.Controls`: the periods' own, then the span against them, then the span's own tables."""
    own = [_of(one, control) for one in outcomes for control in one.controls]
    return [
        *own,
        *_against_periods(outcomes, tables, totals),
        *controls.ledger_controls(
            tables.ledger, tables.settled, totals, figures.assessment, tables.quotas, tables.entries
        ),
        *controls.payout_controls(tables.ledger, figures.payout.lines),
    ]


def _of(one: Outcome, control: dict[str, object]) -> dict[str, object]:
    return {**control, "control": f"{one.scored.checked.period.id} {control['control']}"}


def _against_periods(outcomes: Sequence[Outcome], tables: Tables, totals: Totals) -> list[dict[str, object]]:
    standings = [one.totals.units for one in outcomes]
    lines = sum(len(one.scored.ledger) for one in outcomes), len(tables.ledger)
    rows = sum(len(one.scored.rows) for one in outcomes), len(tables.rows)
    return controls.summed_controls(standings, totals.units, lines, rows)
