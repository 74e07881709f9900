"""score: accepted rows × assessment → ledger lines. Steps only add lines; none is ever rewritten."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pipeline.score.base import base_lines
from pipeline.score.conditions import mask
from pipeline.score.same_story import same_story_lines
from pipeline.score.share import share_lines
from schemas.assessment import Assessment, BaseStep, SameStoryStep, ShareStep
from schemas.ledger import Ledger
from schemas.vocabulary import Verdict


def score(settled: pd.DataFrame, people: pd.DataFrame, assessment: Assessment) -> pd.DataFrame:
    """The ledger of the 认定 rows of `settled`, in the order of the assessment's steps.

    `settled` is `records.Settled`, `people` is `roster.People`; the result is `ledger.Ledger`.
    """
    accepted = settled[settled["verdict"] == Verdict.ACCEPTED]
    rows = accepted.sort_values(["published_on", "row_key"], kind="stable").reset_index(drop=True)
    ledger = Ledger.blank()
    for step in assessment.steps:
        if isinstance(step, BaseStep):
            lines = base_lines(step, rows)
        elif isinstance(step, SameStoryStep):
            lines = same_story_lines(step, rows, ledger)
        elif isinstance(step, ShareStep):
            lines = share_lines(step, rows, ledger, people)
        else:
            continue  # a quota owes figures of its own, in pipeline.score.quota
        ledger = _added(ledger, lines.assign(step=step.step, rule=step.id))
    return Ledger.conform(ledger)


def without_tariff(settled: pd.DataFrame, assessment: Assessment) -> list[dict[str, Any]]:
    """Accepted rows for which some base step open to all rows has no tariff row: nothing was earned, so say so."""
    accepted = settled[settled["verdict"] == Verdict.ACCEPTED]
    missed = pd.Series(False, index=accepted.index)
    for step in assessment.steps:
        if isinstance(step, BaseStep) and step.only is None and step.tariff:
            missed |= ~pd.concat([mask(accepted, row.where) for row in step.tariff], axis=1).any(axis=1)
    return [{str(name): value for name, value in row.items()} for row in accepted[missed].to_dict("records")]


def _added(ledger: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The ledger with new lines, numbered on from its last."""
    if lines.empty:
        return ledger
    numbered = lines.assign(line_id=range(len(ledger) + 1, len(ledger) + len(lines) + 1))
    return pd.concat([ledger, numbered[ledger.columns]], ignore_index=True)
