"""What must be written, as a value or as a gap: where it is left out, the key and its place are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import examine, trial_problems
from tests.assessments.plans import (
    CASH,
    DEFINED,
    GAP,
    LISTED,
    MANUAL,
    MOVED,
    PARTS,
    PENALTY,
    POINTS,
    QUOTA,
    RULE,
    SCORE,
    STORY,
    TIMES,
    WHOLE,
    plan,
    without,
    write,
)  # fmt: skip

SHORT = QUOTA.replace("period: quarter", "period: week")


def _days(old: str) -> str:
    return plan(calendar=without(PARTS["calendar"], (f"{old}, ", ""), ("calendar: ", "§calendar: ")))


UNWRITTEN = {
    "a tariff": (plan(steps=without(POINTS, (", tariff: [{amount: 1}]", ""), ("- {", "- §{"))), "points.tariff"),
    "a policy": (plan(steps=POINTS + without(STORY, (", policy: each", ""), ("- {", "- §{"))), "s.policy"),
    "a payee": (plan(steps=CASH + without(MOVED, (" payee: author,", ""), ("- {", "- §{"))), "s.payee"),
    "a split": (plan(steps=CASH + without(MOVED, (", split: first", ""), ("- {", "- §{"))), "s.split"),
    "a factor": (plan(steps=POINTS + without(TIMES, (" factor: 0,", ""), ("- {", "- §{"))), "x.factor"),
    "a period": (plan(steps=without(QUOTA, (" period: quarter,", ""), ("- {", "- §{"))), "quota.period"),
    "targets": (plan(steps=without(WHOLE, (", targets: [{id: y, label: 全局, required: 1}]", ""), ("- {", "- §{"))), "whole.targets"),
    "edges of weeks": (plan(steps=without(SHORT, ("- {", "- §{"))), "quota.edges"),
    "edges of what may be months": (
        plan(steps=without(QUOTA, ("period: quarter", f"period: {GAP % 'month'}"), ("- {", "- §{"))),
        "quota.edges",
    ),
    "units without a return under a penalty": (
        plan(steps=without(QUOTA, (" unreported: zero,", ""), ("- {", "- §{")) + PENALTY),
        "quota.unreported",
    ),
    "units without a return under a score": (
        plan(steps=without(QUOTA, (" unreported: zero,", ""), ("- {", "- §{")) + SCORE),
        "quota.unreported",
    ),
    "units without a return under a score still open": (
        plan(
            steps=without(QUOTA, (" unreported: zero,", ""), ("- {", "- §{"))
            + SCORE.replace("[{target: x, amount: 9}]", GAP % "[{target: x, amount: 9}]")
        ),
        "quota.unreported",
    ),
    "a number owed": (plan(steps=without(QUOTA, (", required: 1", ""), ("[{id", "[§{id"))), "quota.targets.x.required"),
    "a loss": (plan(steps=QUOTA + without(PENALTY, (", per_item: -1", ""), ("- {", "- §{"))), "p.per_item"),
    "parts": (plan(steps=QUOTA + without(SCORE, (" parts: [{target: x, amount: 9}],", ""), ("- {", "- §{"))), "c.parts"),
    "too much": (plan(steps=QUOTA + without(SCORE, (" cap: true,", ""), ("- {", "- §{"))), "c.cap"),
    "too little": (plan(steps=QUOTA + without(SCORE, (", partial: none", ""), ("- {", "- §{"))), "c.partial"),
    "the price of entries": (plan(steps=without(MANUAL, (", tariff: [{amount: -1}]", ""), ("- {", "- §{"))), "m.tariff"),
    "places": (plan(more=without(LISTED, (", places: 3", ""), ("[{", "[§{"))), "commendations.b.places"),
    "the due day": (_days("due: {month_of_period: 3, day: 25}"), "calendar.due"),
    "the due day itself": (_days("due_day_included: true"), "calendar.due_day_included"),
    "days off": (_days("moved_off_days_off: true"), "calendar.moved_off_days_off"),
    "the window": (_days("window: calendar"), "calendar.window"),
    "late returns": (
        plan(calendar=without(PARTS["calendar"], (", then: void", ""), ("late", "§late"))),
        "calendar.late.then",
    ),
    "classes apart or together": (plan(ranking="§ranking: {clause: A}\n"), "ranking.within"),
    "what a standard asks": (plan(more=without(DEFINED, (", any_of: [{page: 1}]", ""), ("[{", "[§{"))), "k.any_of"),
    "what becomes of rows": (plan(more=without(RULE, (" then: reject,", ""), ("[{", "[§{"))), "r.then"),
    "how often cash is paid": (plan(more="§payout: {clause: A}\n"), "payout.period"),
    "when the year begins": (plan(more="§year: {name: 学年}\n"), "year.begins"),
    "nothing at all": (plan(ranking="ranking: {clause: A, §within: null}\n"), "ranking.within"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNWRITTEN)
def test_must_be_written_or_left_open_on_purpose(tmp_path: Path, case: str) -> None:
    text, key = UNWRITTEN[case]
    path, place = write(tmp_path, text)
    (problem,) = examine(path, {}).problems
    assert problem.startswith(f"{place} ")
    assert f"{key}：请写明 {key.rpartition('.')[2]}（" in problem
    assert problem.endswith("；原文没有规定的，写成 gap")


def test_a_reading_that_leaves_out_what_must_be_written_is_found_before_it_is_chosen(tmp_path: Path) -> None:
    readings = "{gap: 表彰, clause: A, when: always, readings: {a: §{label: 甲, value: %s}}}\n"
    listed = LISTED.removeprefix("commendations: ").replace(", places: 3", "").strip()
    path, place = write(tmp_path, plan(more=f"commendations: {readings % listed}".replace("a: §{", "§a: {")))
    assert examine(path, {}).problems == ()
    (problem,) = trial_problems(path)
    assert problem.startswith(place)
    assert "请写明 places（名额）" in problem
