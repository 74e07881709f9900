"""Sums of a unit's ledger lines for its statement: points, cash and funds, as far as the assessment knows them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.answer.grid import Cell, Heading, heading_of
from pipeline.bulletin.words import Fen, Points
from schemas.assessment import Assessment
from schemas.vocabulary import Measure

NAMES: dict[Measure, str] = {Measure.UNIT_POINTS: "积分", Measure.CASH: "奖励", Measure.UNIT_FUNDS: "经费"}
"""What a unit earns or loses → what its column is called."""
Sums = Mapping[tuple[object, str], int]


def counted(assessment: Assessment, lines: pd.DataFrame) -> tuple[Measure, ...]:
    """The amounts that have a column: those the assessment knows; funds only where there are any."""
    known = [measure for measure in NAMES if measure in assessment.measures()]
    return tuple(m for m in known if m != Measure.UNIT_FUNDS or (lines["measure"] == m).any())


def headings(measures: tuple[Measure, ...]) -> tuple[Heading, ...]:
    """Their columns."""
    return tuple(heading_of(NAMES[measure]) for measure in measures)


def amount(number: int, measure: Measure) -> Cell:
    """A ledger amount as a cell."""
    return Points(number) if measure == Measure.UNIT_POINTS else Fen(number)


def sums_by(lines: pd.DataFrame, key: str) -> Sums:
    """(key, measure) → the sum of the ledger amounts."""
    sums = lines.groupby([key, "measure"], sort=False)["amount"].sum()
    return dict(zip(sums.index.tolist(), sums.astype("int64").tolist(), strict=True))


def totals(lines: pd.DataFrame, measures: tuple[Measure, ...]) -> tuple[Cell, ...]:
    """The sum of each measure over some lines."""
    return tuple(amount(int(lines.loc[lines["measure"] == measure, "amount"].sum()), measure) for measure in measures)
