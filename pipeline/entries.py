"""entries: what no unit reports and the office enters and signs (登记事项), from inputs/<period>/entries/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import OfficeError
from pipeline.period import Period
from pipeline.score.manual import tariff_row
from pipeline.signed import Signed, missing, read_signed, undated
from schemas.assessment import Assessment
from schemas.records import Entries
from schemas.steps import ManualStep
from schemas.vocabulary import PERSONAL

SIGNED = (
    "kind",
    "subject",
    "happened_on",
    "proposed_by",
    "checked_by",
    "approved_by",
    "grounds",
    "entered_on",
)
"""An entry without these is nobody's word."""
FILLED = tuple(name for name in Entries.headers() if name != "entry_id")
"""What only a person fills in, in the workbook the product prepared."""


def read_entries(folder: Path, *beside: Path) -> pd.DataFrame:
    """All entries of a period as `records.Entries`; raises OfficeError naming each wrong line."""
    days = ("happened_on", "entered_on")
    form = Signed(Entries, days, ("unit_code", "person"), lambda line: any(line[name] for name in FILLED))
    return read_signed(
        folder, form, lambda line: [*missing(line, Entries, SIGNED), *undated(line, Entries, days)], beside
    )


def require_known(
    entries: pd.DataFrame, assessment: Assessment, units: pd.DataFrame, people: pd.DataFrame, period: Period
) -> None:
    """Raise OfficeError for an entry the assessment has no rule for, of a unit or person not on the roster, or too old."""
    begun = min(period.year_begins, period.start).isoformat()
    steps = [step for step in assessment.steps if isinstance(step, ManualStep)]
    homes = dict(zip(people["person_code"], people["unit_code"], strict=True))
    problems = []
    for entry in entries.to_dict("records"):
        said = f"登记 {entry['entry_id']}："
        problems += [f"{said}{fault}" for fault in _unpriced(entry, steps, assessment.entry_kinds())]
        needs_unit = entry["unit_code"] or assessment.entry_kinds().get(entry["kind"], True)
        if needs_unit and entry["unit_code"] not in set(units["unit_code"]):
            problems.append(f"{said}单位代码“{entry['unit_code']}”不在名录")
        if not begun <= entry["happened_on"] <= period.end.isoformat():
            problems.append(f"{said}发生日期 {entry['happened_on']} 不在{period.this_year}截至本期之内")
        if entry["person"] and homes.get(entry["person"]) != entry["unit_code"]:
            problems.append(f"{said}人员“{entry['person']}”不在名录所列本单位人员之内")
    if problems:
        raise OfficeError(f"登记事项有 {len(problems)} 处需要改正：", problems)


def _unpriced(entry: dict[Any, Any], steps: list[ManualStep], kinds: Iterable[str]) -> Iterator[str]:
    """Why no step can price an entry: its kind, its level, or that it names no person though people earn by it."""
    own = [step for step in steps if step.kind == entry["kind"]]
    if entry["kind"] not in kinds:
        yield f"考核办法没有“{entry['kind']}”这种登记事项，可用的有：{'、'.join(kinds) or '无'}"
    for step in own:
        levels = "、".join(row.level or "（不分档）" for row in step.tariff)
        if step.tariff and not tariff_row(step, entry["level"]):
            yield f"“{entry['kind']}”没有“{entry['level']}”这一档，可用的有：{levels}"
        if step.measure in PERSONAL and not entry["person"]:
            yield f"“{entry['kind']}”记在个人，请填写人员（工号）"
