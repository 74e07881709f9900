"""Settings without files, and offices with rules of their own: for what depends on how often an office reports."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pipeline.rules
from pipeline.period import Period, PeriodId
from pipeline.rules import Rules
from pipeline.run import Former, Setting
from pipeline.workspace import Workspace
from schemas.assessment import Assessment
from tests.assessments.plans import plan
from tests.score.test_engine import base
from tests.score.test_engine import plan as modelled
from tests.workspace import OUTLETS, Return, arrive, write_roster

LONG_AGO = date(2014, 1, 1)
SETTINGS = """\
name: 某县某局
masthead: 某县某局文件
department: 办公室
system: 全系统
assessment: {assessment}
addressed_to: 各单位
copied_to: 局领导
contact: {{person: 经办人, phone: "0"}}
classes: [中心校, 直属学校, 机关科室]
"""


@dataclass(frozen=True)
class Folders(Workspace):
    """A workspace of which only is known which periods lie in it."""

    known: Collection[str] | None = None

    def has(self, period: str) -> bool:
        return self.known is None or period in self.known


def reporting(cadence: str, *steps: dict[str, Any], window: str = "calendar", **more: Any) -> Assessment:
    """A plan that reports so often; `due` is (month of period, day), the rest goes into the calendar or the plan."""
    month, day = more.pop("due", (1, 25))
    calendar = {"clause": "T1", "due": {"month_of_period": month, "day": day}, "window": window}
    calendar |= {"late": {"then": "void", "clause": "T1"}}
    calendar |= {key: more.pop(key) for key in ("merged", "campaign") if key in more}
    wanted = {"cadence": cadence, "calendar": calendar, "effective_from": LONG_AGO, **more}
    return modelled(*(steps or (base(),)), **wanted)


def setting(
    now: Assessment, former: Collection[tuple[str, Assessment]] = (), known: Collection[str] | None = None
) -> Setting:
    """Rules in force, rules until a day before them, and which periods are known (all of them unless given)."""
    nothing: Any = None
    before = tuple(Former(date.fromisoformat(until), Rules(old, (), ()), nothing) for until, old in former)
    workspace = Folders(Path(), Path(), known)
    return Setting(workspace, nothing, Rules(now, (), ()), nothing, lambda _: True, nothing, nothing, before)


def days(made: Period) -> tuple[str, str]:
    """The days covered."""
    return made.start.isoformat(), made.end.isoformat()


def ids(found: Collection[PeriodId]) -> list[str]:
    return [one.id for one in found]


def written(name: str, cadence: str, points: int, *, due: str = "month_of_period: 1, day: 25", **parts: str) -> str:
    """A rule file under which an adoption earns so many points."""
    calendar = (
        f"calendar: {{clause: A, due: {{{due}}}, due_day_included: true, moved_off_days_off: false,"
        f" window: calendar, late: {{clause: A, then: void}}}}\n"
    )
    head = f"id: {name}\ntitle: {name}办法\nplan_year: 2026\neffective_from: 2026-01-01\ncadence: {cadence}\n"
    steps = f"- {{step: base, id: points, clause: A, measure: 单位积分, tariff: [{{amount: {points}}}]}}\n"
    return plan(**{"head": head, "calendar": calendar, "steps": steps, **parts})


def office_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch, rules: dict[str, str], returns: list[Return], more: str = ""
) -> Workspace:
    """An office under rule files of its own, the first of them in force; `more` is added to its settings."""
    own = folder / "rules"
    own.mkdir()
    for name, text in rules.items():
        (own / f"{name}.yaml").write_text(text, "utf-8")
    monkeypatch.setattr(pipeline.rules, "ASSESSMENTS", own)
    workspace = Workspace(folder / "inputs", folder / "outputs")
    workspace.inputs.mkdir()
    workspace.office.write_text(SETTINGS.format(assessment=next(iter(rules))) + more, "utf-8")
    write_roster(workspace.roster, outlets=[outlet for outlet in OUTLETS if outlet[2] in ("县级", "市级")])
    for period in {sent.period for sent in returns}:
        arrive(workspace.arrived(period), [sent for sent in returns if sent.period == period])
    return workspace
