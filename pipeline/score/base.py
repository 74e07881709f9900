"""base: each row earns what its tariff row says."""

from __future__ import annotations

import pandas as pd

from pipeline.score.conditions import mask
from pipeline.score.lines import row_lines, written
from schemas.assessment import BaseStep, to_units
from schemas.conditions import Where


def base_lines(step: BaseStep, rows: pd.DataFrame) -> pd.DataFrame:
    """Lines for the rows that meet `step.only` and one tariff row; tariff rows never overlap (checked on loading)."""
    eligible = rows[mask(rows, step.only or Where({}))]
    parts = [row_lines(eligible.iloc[:0], step.measure, step.clause)]
    for tariff in step.tariff:
        amount = to_units(tariff.amount, step.measure)
        lines = row_lines(eligible[mask(eligible, tariff.where)], step.measure, tariff.clause or step.clause)
        parts.append(lines.assign(amount=amount, arithmetic=f"每篇{written(amount, step.measure)} × 1篇"))
    return pd.concat(parts).sort_index(kind="stable")
