"""Whether the calendar of an assessment fits how often it reports, and its lists fit both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.assessment import Assessment, Commendation
from schemas.periods import ID_EXAMPLES, MONTHS
from schemas.soundness.problem import Problem
from schemas.vocabulary import PERSONAL

IDS = {
    "quarter": r"20\d\dQ[1-4]",
    "month": r"20\d\dM(0[1-9]|1[0-2])",
    "halfyear": r"20\d\dH[12]",
    "year": r"20\d\dY",
}
"""How the id of a period is written that may be merged with the next; a campaign has no next."""


def period_problems(assessment: Assessment) -> Iterator[Problem]:
    """What of the calendar or the lists does not fit the cadence."""
    yield from _due(assessment)
    yield from _campaign(assessment)
    yield from _merged(assessment)
    for number, rule in enumerate(assessment.commendations):
        yield from _list(assessment, number, rule)


def _due(assessment: Assessment) -> Iterator[Problem]:
    cadence, due = assessment.cadence or "quarter", assessment.calendar.due
    most = MONTHS.get(cadence)
    if due and most and due.month_of_period > most:
        said = f"考核期只有{most}个月，不能大于 {most}"
        yield Problem(("calendar", "due", "month_of_period"), said)


def _campaign(assessment: Assessment) -> Iterator[Problem]:
    wanted = assessment.cadence == "campaign"
    if wanted and not assessment.calendar.campaign:
        yield Problem(("calendar", "campaign"), "cadence 是 campaign，请写明活动的名称（name）和起止日（begins、ends）")
    if assessment.calendar.campaign and not wanted:
        yield Problem(("calendar", "campaign"), "只有 cadence 是 campaign 时才写这一项")


def _merged(assessment: Assessment) -> Iterator[Problem]:
    cadence = assessment.cadence or "quarter"
    for number, period in enumerate(assessment.calendar.merged):
        if not re.fullmatch(IDS.get(cadence, "(?!)"), period):
            said = f"“{period}”不是本办法的考核期，应写成如 {ID_EXAMPLES[cadence]}"
            yield Problem(("calendar", "merged", number), said)


def _list(assessment: Assessment, number: int, rule: Commendation) -> Iterator[Problem]:
    """Lists for spans shorter than a period, and steps that bar from a list and are not there."""
    months = MONTHS.get(assessment.cadence or "quarter", 0)
    for at, every in enumerate(rule.every):
        if every != "period" and MONTHS[every] < months:
            said = f"考核期有{months}个月，名单不能比它更勤；每期一评的写 period"
            yield Problem(("commendations", number, "every", at), said)
        if every not in ("period", "year") and not months:
            yield Problem(("commendations", number, "every", at), "专项活动的名单请写 period（活动结束时评）或 year")
    for key, measures in (("by", [rule.by]), ("floors", [floor.measure for floor in rule.floors])):
        for measure in measures:
            if measure in PERSONAL and rule.who == "unit":
                yield Problem(("commendations", number, key), f"单位的名单不能看{measure}，那是个人的")
    steps = [step.id for step in assessment.steps]
    for at, step in enumerate(rule.barred_by):
        if step not in steps:
            said = f"没有“{step}”这一步，可用的有：{'、'.join(steps)}"
            yield Problem(("commendations", number, "barred_by", at), said)
