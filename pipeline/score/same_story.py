"""same_story: one story in several outlets counts each time, or only where it earned most."""

from __future__ import annotations

import pandas as pd

from pipeline.score.lines import row_amounts, row_lines, written
from schemas.assessment import SameStoryStep
from schemas.vocabulary import Measure


def same_story_lines(step: SameStoryStep, rows: pd.DataFrame, ledger: pd.DataFrame) -> pd.DataFrame:
    """With `highest`, lines that take back all but the best row of each story.

    Equal rows: the earlier published stays, then the lower row key (rows come in that order).
    """
    parts = [row_lines(rows.iloc[:0], measure, step.clause) for measure in step.measures[:1]]
    if step.policy == "highest":
        parts += [_taken_back(step, measure, rows, ledger) for measure in step.measures]
    return pd.concat(parts)


def _taken_back(step: SameStoryStep, measure: Measure, rows: pd.DataFrame, ledger: pd.DataFrame) -> pd.DataFrame:
    earned = rows.assign(earned=row_amounts(ledger, measure, rows))
    best = earned.groupby("story")["earned"].idxmax().rename("best")
    earned = earned.join(best, on="story")
    lower = earned[(earned.index != earned["best"]) & (earned["earned"] != 0)]
    lines = row_lines(lower, measure, step.clause)
    kept = rows.loc[lower["best"], ["outlet", "row_key"]].set_axis(lower.index)
    return lines.assign(
        amount=-lower["earned"],
        arithmetic=[
            f"同一稿件只计最高：本篇{written(amount, measure)}，已按《{outlet}》计，减{written(amount, measure)}"
            for amount, outlet in zip(lower["earned"], kept["outlet"], strict=True)
        ],
    )
