"""cap: a unit's sum of some accounts counts up to a limit; what is over is taken off in one line."""

from __future__ import annotations

import pandas as pd

from pipeline.score.lines import lines_of, written
from pipeline.score.work import Work
from schemas.steps import CapStep
from schemas.strict import to_units
from schemas.vocabulary import Basis, Measure


def cap_lines(step: CapStep, work: Work) -> pd.DataFrame:
    """One line for each unit over the limit in this period, in the last of the accounts."""
    if step.limit is None:
        return lines_of([])
    lines = work.ledger[work.ledger["account"].isin(step.of) & (work.ledger["person"] == "")]
    sums = lines.groupby(["unit_code", "measure"])["amount"].sum().reset_index()
    return lines_of(
        {
            "period": work.period.id,
            "measure": measure,
            "unit_code": unit,
            "amount": limit - total,
            "account": step.of[-1],
            "clause": step.clause,
            "arithmetic": f"合计{written(total, Measure(measure))}，最多计{written(limit, Measure(measure))}",
            "basis": Basis.SUM,
            "basis_key": "、".join(step.of),
        }
        for unit, measure, total in sums.itertuples(index=False)
        if total > (limit := to_units(step.limit, Measure(measure)))
    )
