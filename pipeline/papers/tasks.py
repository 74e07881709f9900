"""任务表: each unit's own number for a target, laid over the rules as decisions are, so that the engine does not change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.errors import OfficeError
from pipeline.papers.cells import Around, Cells
from pipeline.papers.read import RawPaper
from pipeline.rules import Rules
from schemas.duties import QuotaStep, Relative, Target
from schemas.papers import TASKS, Tasks
from schemas.returned import normal


@dataclass(frozen=True)
class Duty:
    """A target units owe, and the gap its number comes from (blank: the clause or the plan states it)."""

    code: str
    """What the paper calls it: its key, and its step's id as well where another step has the same."""
    step: QuotaStep
    target: Target
    gap: str

    @property
    def free(self) -> bool:
        """Whether the office may say the number unit by unit."""
        return bool(self.gap) and not isinstance(self.target.required, Relative)


def duties(rules: Rules) -> dict[str, Duty]:
    """Code → duty, for every target of single units."""
    gaps = {one.path for one in rules.open} | {one.path for one in rules.settled}
    quotas = [one for one in rules.assessment.steps if isinstance(one, QuotaStep) and one.scope == "unit"]
    keys = Counter(target.key for step in quotas for target in step.targets)
    found = [
        Duty(
            target.key if keys[target.key] == 1 else f"{step.id}/{target.key}",
            step,
            target,
            next((path for path in _paths(step, number, target) if path in gaps), ""),
        )
        for step in quotas
        for number, target in enumerate(step.targets)
    ]
    return {one.code: one for one in found}


def _paths(step: QuotaStep, number: int, target: Target) -> Iterator[str]:
    """The paths under which the number may have been left to the office."""
    yield f"steps.{step.id}.targets"
    yield f"steps.{step.id}.targets.{target.id or number}.required"


def answered(rules: Rules, papers: Iterable[RawPaper]) -> Rules:
    """`rules` without the gaps that a 任务表 speaks to; whether it settles them is seen once the units are known."""
    said = {normal(line.texts.get("target", "")) for paper in papers for line in paper.lines}
    closed = {one.gap for key, one in duties(rules).items() if normal(key) in said}
    return replace(rules, open=tuple(one for one in rules.open if one.path not in closed))


def read_tasks(papers: list[RawPaper], rules: Rules, around: Around) -> pd.DataFrame:
    """The lines as `papers.Tasks`; raises OfficeError naming every line that fits no unit, no target or not its clause."""
    known, lines, faults = duties(rules), [], []
    seen: dict[tuple[str, str], str] = {}
    for raw in (line for paper in papers for line in paper.lines):
        cells = Cells(raw, TASKS, around)
        unit, target = cells.unit(), cells.text("target", needed=True)
        line = {"unit_code": unit, "target": target, "required": cells.number("required", needed=True)}
        if target:
            _check_target(cells, known, target)
        if (first := seen.setdefault((unit, target), raw.place)) != raw.place:
            cells.fault(f"与{first}是同一单位的同一项任务，请删去一行")
        lines.append({**line, "file": raw.file, "sheet_row": raw.row})
        faults += cells.faults
    if faults:
        raise OfficeError(f"任务表有 {len(faults)} 处需要改正：", faults)
    return Tasks.of(lines)


def _check_target(cells: Cells, known: Mapping[str, Duty], code: str) -> None:
    """Only a number that the plan leaves to the office is the officer's to write."""
    duty = known.get(code)
    if duty is None:
        named = "、".join(f"{key}（{one.target.label}）" for key, one in known.items())
        cells.fault(f"考核办法没有给各单位定“{code}”这项任务，可用的有：{named or '无'}")
    elif isinstance(duty.target.required, Relative):
        cells.fault(f"“{duty.target.label}”按比例计算，不能在任务表中定数")
    elif not duty.free:
        cells.fault(f"“{duty.target.label}”的数由条款 {duty.step.clause} 规定，任务表不能改，请删去这一行")


def laid(rules: Rules, tasks: pd.DataFrame, units: pd.DataFrame) -> Rules:
    """`rules` with the numbers of `tasks` in the place of those by class, and the gaps they settle closed.

    A gap is closed only by a number for each of `units`; raises OfficeError naming those left out.
    """
    if tasks.empty:
        return rules
    own = {
        str(key): dict(zip(group["unit_code"], group["required"].tolist(), strict=True))
        for key, group in tasks.groupby("target")
    }
    closed = _closed(rules, own, units)
    codes = {(one.step.id, one.target.key): code for code, one in duties(rules).items() if one.free}
    numbers = {place: own[code] for place, code in codes.items() if code in own}
    steps = [
        _with_numbers(step, numbers, units) if isinstance(step, QuotaStep) else step for step in rules.assessment.steps
    ]
    left = tuple(one for one in rules.open if one.path not in closed)
    return replace(rules, assessment=rules.assessment.model_copy(update={"steps": steps}), open=left)


def _closed(rules: Rules, own: Mapping[str, Mapping[str, int]], units: pd.DataFrame) -> set[str]:
    """Open gaps for which every unit has its number."""
    opened = {one.path for one in rules.open}
    closed, faults = set(), []
    for key, duty in duties(rules).items():
        if key in own and duty.gap in opened:
            closed.add(duty.gap)
            lost = [name for code, name in zip(units["unit_code"], units["name"], strict=True) if code not in own[key]]
            faults += [f"“{duty.target.label}”没有写{'、'.join(lost)}，考核办法也没有定数"] if lost else []
    if faults:
        raise OfficeError("任务表没有写全：", faults)
    return closed


def _with_numbers(
    step: QuotaStep, numbers: Mapping[tuple[str, str], Mapping[str, int]], units: pd.DataFrame
) -> QuotaStep:
    """`numbers` is (step, target) → unit → number."""
    own = {target.key: numbers.get((step.id, target.key), {}) for target in step.targets}
    targets = [
        one.model_copy(update={"required": {**_by_class(one, units), **own[one.key]}}) if own[one.key] else one
        for one in step.targets
    ]
    return step.model_copy(update={"targets": targets})


def _by_class(target: Target, units: pd.DataFrame) -> dict[str, int]:
    """The number as it stood, by class or unit; one number for all is every class's."""
    if isinstance(target.required, dict):
        return target.required
    return dict.fromkeys(units["unit_class"], target.required if isinstance(target.required, int) else 0)
