"""Write the papers of a period, prefilled, under outputs/papers/; what an officer may have filled there is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from pipeline.check_period import check_period
from pipeline.gaps import Needs, require_decided
from pipeline.needs import require_in_force
from pipeline.papers.blank import blank_paper, evidence_lines, task_lines, unit_lines
from pipeline.papers.filled import in_use
from pipeline.papers.read import read_papers
from pipeline.papers.tasks import answered, duties
from pipeline.papers.workbook import paper_bytes
from pipeline.period import Period, PeriodId
from pipeline.run import Checked, Setting
from pipeline.template.table import Filled
from schemas.gaps import PERIOD_FACTS
from schemas.papers import PaperKind, Tasks, layouts

PREVIOUS = "（先前）"
"""Put to the name of a paper that stands in the place of a new one and differs from it."""


def write_papers(setting: Setting, which: PeriodId) -> list[Path]:
    """Write each paper the rules have a use for; returns their paths. Raises OfficeError.

    证明材料核验单 lists what returns claim, so that it is written once returns have come.
    """
    setting = setting.at(which)
    require_in_force(setting, which)
    own = {one.gap for one in duties(setting.rules).values()}  # the 任务表 is to settle these
    left = tuple(one for one in setting.rules.open if one.path not in own)
    raw = read_papers(setting.workspace.papers(which.id), which.id, layouts(setting.rules.assessment.sheets()))
    settled = own.isdisjoint(one.path for one in answered(setting.rules, raw).open)
    require_decided(replace(setting.rules, open=left), Needs(PERIOD_FACTS.keys()))
    period = setting.period(which)
    units = setting.roster.during(period.start, period.end).units
    checked = check_period(setting, which) if setting.workspace.has(which.id) and settled else None
    folder = setting.workspace.blank_papers(which.id)
    folder.mkdir(parents=True, exist_ok=True)
    made = [
        (kind, lines)
        for kind in PaperKind
        if kind in in_use(setting.rules) and (lines := _lines(kind, setting, units, period, checked)) is not None
    ]
    blanks = [blank_paper(kind, setting.rules, setting.office, period, units, lines) for kind, lines in made]
    return [_write(folder / f"{blank.layout.kind}_{which.id}.xlsx", paper_bytes(blank)) for blank in blanks]


def _lines(
    kind: PaperKind, setting: Setting, units: pd.DataFrame, period: Period, checked: Checked | None
) -> list[Filled] | None:  # fmt: skip
    """The prefilled lines of a paper; None for one that cannot be drawn up yet."""
    if kind == PaperKind.TASKS:
        tasks = checked.papers.filled.tasks if checked else Tasks.blank()
        return list(task_lines(setting.rules, units, period, tasks))
    if kind == PaperKind.SIGNED_FOR:
        return list(unit_lines(units))
    if kind == PaperKind.EVIDENCE:
        return list(evidence_lines(checked, units)) or None if checked else None
    return []


def _write(place: Path, data: bytes) -> Path:
    if place.is_file() and place.read_bytes() != data:
        place.replace(place.with_stem(f"{place.stem}{PREVIOUS}"))
    place.write_bytes(data)
    return place
