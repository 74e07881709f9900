"""base: each row earns what its tariff row says."""

from __future__ import annotations

import pandas as pd

from pipeline.conditions import mask
from pipeline.score.lines import row_lines, written
from pipeline.score.work import Work
from schemas.steps import BaseStep
from schemas.strict import to_units
from schemas.vocabulary import Book

PIECE = {Book.ADOPTION: "篇", Book.SUBMISSION: "条"}


def base_lines(step: BaseStep, work: Work) -> pd.DataFrame:
    """Lines for the rows that meet `step.only` and one tariff row; tariff rows never overlap (checked on loading)."""
    rows = work.rows
    eligible = rows[mask(rows, step.only) & (rows["book"] == step.book)]
    parts = [row_lines(eligible.iloc[:0], step.measure, step.id, step.clause)]
    piece = PIECE[step.book]
    for tariff in step.tariff:
        amount = to_units(tariff.amount, step.measure)
        lines = row_lines(eligible[mask(eligible, tariff.where)], step.measure, step.id, tariff.clause or step.clause)
        parts.append(lines.assign(amount=amount, arithmetic=f"每{piece}{written(amount, step.measure)} × 1{piece}"))
    return pd.concat(parts).sort_index(kind="stable")
