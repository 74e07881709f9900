"""The statement's people: what this unit's lines give each of them, and what cash stays with the unit."""

from __future__ import annotations

import pandas as pd

from pipeline.answer.grid import Cell, Grid, Heading
from pipeline.answer.statement_amounts import sums_by
from pipeline.bulletin.words import Fen, Points, clean
from pipeline.run import Outcome
from schemas.vocabulary import Measure

HEADINGS: dict[Measure, Heading] = {
    Measure.PERSON_SUBMITTED: Heading("个人报送条数", 14, "r"),
    Measure.PERSON_ITEMS: Heading("个人篇数", 14, "r"),
    Measure.PERSON_POINTS: Heading("个人积分", 14, "r"),
    Measure.CASH: Heading("奖励（元）", 16, "r"),
}
KEPT = "（单位留存）"


def people_grid(lines: pd.DataFrame, outcome: Outcome) -> Grid:
    """A line for each person of the unit's ledger lines, by code; the cash adds to the unit's."""
    measures = [measure for measure in HEADINGS if (lines["measure"] == measure).any()]
    sums = sums_by(lines[lines["measure"].isin(measures)], "person")
    names = dict(zip(outcome.totals.people["person"], outcome.totals.people["name"], strict=True))
    people = sorted({str(person) for person, _ in sums if person})
    rows = [(clean(names.get(who, who)), *(_cell(sums.get((who, m), 0), m) for m in measures)) for who in people]
    if sums.get(("", Measure.CASH)):
        rows.append((KEPT, *(_cell(sums.get(("", m), 0), m) if m == Measure.CASH else "" for m in measures)))
    total = [_cell(sum(number for (_, measure), number in sums.items() if measure == m), m) for m in measures]
    headings = (Heading("姓名", 30), *(HEADINGS[measure] for measure in measures))
    return Grid("个人核算", headings, tuple(rows), ("合计", *total) if rows else ())


def _cell(number: int, measure: Measure) -> Cell:
    if measure == Measure.CASH:
        return Fen(number)
    return Points(number) if measure == Measure.PERSON_POINTS else number
