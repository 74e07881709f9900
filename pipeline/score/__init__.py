"""score: accepted rows × assessment → ledger lines and quotas. Steps only add lines; none is ever rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from pipeline.conditions import prepared
from pipeline.score.above import above_lines
from pipeline.score.base import base_lines, priced
from pipeline.score.by_rank import by_rank_lines
from pipeline.score.cap import cap_lines
from pipeline.score.composite import composite_lines
from pipeline.score.convert import convert_lines
from pipeline.score.duty import penalty_lines, reward_lines, sanction_lines, unborne
from pipeline.score.manual import manual_lines
from pipeline.score.multiply import multiply_lines
from pipeline.score.quota import quota_table
from pipeline.score.same_story import same_story_lines
from pipeline.score.share import share_lines
from pipeline.score.work import Came, Past, Work
from schemas.assessment import Assessment
from schemas.duties import AboveStep, CompositeStep, PenaltyStep, QuotaStep, RewardStep, SanctionStep
from schemas.ledger import Ledger, Quotas
from schemas.steps import (
    BaseStep,
    ByRankStep,
    CapStep,
    ConvertStep,
    ManualStep,
    MultiplyStep,
    RowStep,
    SameStoryStep,
    ShareStep,
    Step,
)
from schemas.vocabulary import Verdict

__all__ = ["Came", "Past", "Work", "accepted", "row_score", "score", "unborne", "without_tariff"]

LINES: dict[type, Callable[[Any, Work], pd.DataFrame]] = {
    BaseStep: base_lines,
    MultiplyStep: multiply_lines,
    SameStoryStep: same_story_lines,
    ShareStep: share_lines,
    CapStep: cap_lines,
    ConvertStep: convert_lines,
    ByRankStep: by_rank_lines,
    AboveStep: above_lines,
    PenaltyStep: penalty_lines,
    RewardStep: reward_lines,
    SanctionStep: sanction_lines,
    CompositeStep: composite_lines,
    ManualStep: manual_lines,
}
"""Kind of step → what it adds to the ledger."""


def accepted(settled: pd.DataFrame) -> pd.DataFrame:
    """The 认定 rows of `records.Settled` in canonical order, never in the order of files or of lines in the table.

    By day, then by unit, book and line of the sheet.
    """
    rows = settled[settled["verdict"] == Verdict.ACCEPTED]
    return rows.sort_values(["day", "unit_code", "book", "sheet_row", "row_key"], kind="stable").reset_index(drop=True)


def score(work: Work, assessment: Assessment) -> Work:
    """`work` with the ledger (`ledger.Ledger`) and quotas (`ledger.Quotas`) of every step, in the assessment's order."""
    return _run(work, assessment.steps)


def row_score(work: Work, assessment: Assessment) -> pd.DataFrame:
    """The ledger of the steps that look at rows alone: what some rows earn by themselves."""
    return _run(work, [step for step in assessment.steps if isinstance(step, RowStep)]).ledger


def _run(work: Work, steps: Iterable[Step]) -> Work:
    at = replace(work, rows=prepared(work.rows))
    for step in steps:
        if isinstance(step, QuotaStep):
            at = at.with_quotas(step, quota_table(step, at))
        else:
            at = at.with_lines(LINES[type(step)](step, at).assign(step=step.step, rule=step.id))
    return replace(at, rows=work.rows, ledger=Ledger.conform(at.ledger), quotas=Quotas.conform(at.quotas))


def without_tariff(rows: pd.DataFrame, assessment: Assessment) -> list[dict[str, Any]]:
    """Accepted rows for which some base step open to its whole book has no tariff row: nothing earned, so say so."""
    missed = pd.Series(False, index=rows.index)
    for step in assessment.steps:
        if isinstance(step, BaseStep) and not step.only.root and step.tariff:
            found = pd.concat([priced(rows, row) for row in step.tariff], axis=1).any(axis=1)
            missed |= (rows["book"] == step.book) & ~found
    return [{str(name): value for name, value in row.items()} for row in rows[missed].to_dict("records")]
