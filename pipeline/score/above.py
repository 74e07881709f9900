"""above: only what goes beyond a target counts; the first rows up to its number earn nothing."""

from __future__ import annotations

import pandas as pd

from pipeline.score.lines import earned, row_lines, worded, written
from pipeline.score.quota import counting, owed
from pipeline.score.work import Work
from schemas.duties import AboveStep
from schemas.vocabulary import Measure

NOBODY: pd.Series[str] = pd.Series([], dtype="str")


def above_lines(step: AboveStep, work: Work) -> pd.DataFrame:
    """Lines that take back what a unit's first rows have earned, as many as its target still asks for in this period."""
    quota, target = work.duties[step.target]
    counted = counting(quota, target, work.rows)
    earlier = work.this_year if quota.period == "year" else ()
    done = pd.concat([counting(quota, target, past.rows)["unit_code"].astype("str") for past in earlier] or [NOBODY])
    before = done.value_counts()
    still = {
        unit["unit_code"]: owed(target, unit) - int(before.get(unit["unit_code"], 0))
        for unit in work.units.to_dict("records")
    }
    place = counted.groupby("unit_code", observed=True).cumcount() + 1
    inside = place <= counted["unit_code"].astype("str").map(still)
    within = earned(work.ledger, step.of, counted[inside])
    lines = row_lines(within, within["measure"], within["account"], step.clause)

    def words(amount: int, measure: str) -> str:
        return f"任务内不另计：减{written(amount, Measure(measure))}"

    return lines.assign(amount=-within["amount"], arithmetic=worded(words, within["amount"], within["measure"]))
