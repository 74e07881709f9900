"""What follows from duties as plain sentences: penalties, rewards, sanctions."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from pipeline.assessments.words import OPEN
from pipeline.wording import counted
from schemas.assessment import Assessment
from schemas.duties import Band, Bearers, Consequence, PenaltyStep, QuotaStep, RewardStep, SanctionStep
from schemas.vocabulary import SUFFIX, Book


def consequence_in_words(step: Consequence, assessment: Assessment, opened: Collection[str]) -> str:
    """What falling short of a quota, or meeting it, costs, entails or earns, and for whom."""
    numbers = {one.id: number for number, one in enumerate(assessment.steps, start=1)}
    quota = next((one for one in assessment.steps if isinstance(one, QuotaStep) and one.id == step.of), None)
    which = f"第{numbers.get(step.of, step.of)}步"
    borne = f"由谁承担{OPEN}" if "bearers" in opened else f"由{_bearers(step.bearers)}承担"
    row = f"连续{step.in_a_row}期" if step.in_a_row > 1 else ""
    if isinstance(step, RewardStep):
        return f"{step.measure}：完成{which}任务的，{_reward(step, quota)}，归{_bearers(step.bearers)}"
    if isinstance(step, SanctionStep):
        return f"{row}没有完成{which}任务的，{step.say}（{f'由谁承担{OPEN}' if 'bearers' in opened else _bearers(step.bearers)}）"
    assert isinstance(step, PenaltyStep)  # the third of three kinds
    return f"{step.measure}：{row}没有完成{which}任务的，{_cost(step, quota)}，{borne}"


def _cost(step: PenaltyStep, quota: QuotaStep | None) -> str:
    verb, piece = _verb(quota), counted(quota.book if quota else Book.ADOPTION)
    suffix = SUFFIX[step.measure]
    if step.bands:
        return "，".join(
            f"{verb}{band.at_least}{piece}以上扣{_plain(-band.amount)}{suffix}"
            if band.at_most is None
            else f"{verb}{_range(band)}{piece}扣{_plain(-band.amount)}{suffix}"
            for band in step.bands
        )
    loss = f"扣{_plain(-step.per_item)}{suffix}" if step.per_item is not None else f"扣多少{OPEN}"
    return f"每{verb}1{piece}{loss}"


def _range(band: Band) -> str:
    return f"{band.at_least}" if band.at_least == band.at_most else f"{band.at_least}至{band.at_most}"


def _reward(step: RewardStep, quota: QuotaStep | None) -> str:
    piece = counted(quota.book if quota else Book.ADOPTION)
    amount = f"加{_plain(step.amount)}{SUFFIX[step.measure]}" if step.amount is not None else f"加多少{OPEN}"
    return amount if step.on == "met" else f"每超1{piece}{amount}"


def _verb(quota: QuotaStep | None) -> str:
    return "少报" if quota and quota.book == Book.SUBMISSION else "少采用"


def _bearers(bearers: list[Bearers] | None) -> str:
    if bearers is None:
        return "单位"
    if not bearers:
        return "无人"
    return "、".join(f"{'、'.join(one.classes) or '各单位'}{'、'.join(one.roles) or '全体人员'}" for one in bearers)


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
