"""entries: what no unit reports and the office enters and signs (登记事项), from inputs/<period>/entries/*.csv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from pipeline.errors import OfficeError
from pipeline.signed import Line, missing, read_signed
from schemas.assessment import Assessment
from schemas.records import Entries
from schemas.steps import ManualStep

SIGNED = (
    "entry_id",
    "kind",
    "unit_code",
    "subject",
    "happened_on",
    "proposed_by",
    "approved_by",
    "grounds",
    "entered_on",
)
"""An entry without these is nobody's word."""


def read_entries(folder: Path) -> pd.DataFrame:
    """All entries of a period as `records.Entries`; raises OfficeError naming each wrong line."""
    return read_signed(folder, Entries, "happened_on", _faults)


def _faults(entry: Line) -> list[str]:
    faults = missing(entry, Entries, SIGNED)
    try:
        date.fromisoformat(entry["happened_on"])
    except ValueError:
        faults.append(f"发生日期“{entry['happened_on']}”不是日期，应如 2026-08-05")
    return faults


def require_known(entries: pd.DataFrame, assessment: Assessment, units: pd.DataFrame, people: pd.DataFrame) -> None:
    """Raise OfficeError for an entry the assessment has no rule for, or of a unit or person not on the roster."""
    kinds = [step.kind for step in assessment.steps if isinstance(step, ManualStep)]
    homes = dict(zip(people["person_code"], people["unit_code"], strict=True))
    problems = []
    for entry in entries.to_dict("records"):
        said = f"登记 {entry['entry_id']}："
        if entry["kind"] not in kinds:
            problems.append(f"{said}考核办法没有“{entry['kind']}”这种登记事项，可用的有：{'、'.join(kinds) or '无'}")
        if entry["unit_code"] not in set(units["unit_code"]):
            problems.append(f"{said}单位代码“{entry['unit_code']}”不在名录")
        if entry["person"] and homes.get(entry["person"]) != entry["unit_code"]:
            problems.append(f"{said}人员“{entry['person']}”不在名录所列本单位人员之内")
    if problems:
        raise OfficeError(f"登记事项有 {len(problems)} 处需要改正：", problems)
