"""The blank workbooks of a period: one per unit, prefilled, under outputs/templates/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import OfficeError
from pipeline.gaps import Needs, require_decided
from pipeline.needs import require_in_force
from pipeline.period import Period, PeriodId
from pipeline.run import Setting
from pipeline.template.form import Form
from pipeline.template.workbook import blank_return, file_name
from schemas.gaps import PERIOD_FACTS


def write_templates(setting: Setting, which: PeriodId) -> list[Path]:
    """Write every unit's blank workbook; returns their paths in roster order. Raises OfficeError."""
    setting = setting.at(which)
    require_in_force(setting, which)
    assessment = setting.rules.assessment
    require_decided(setting.rules, Needs(PERIOD_FACTS.keys()))
    period = setting.period(which)
    folder = setting.workspace.templates / period.id
    sheets = assessment.sheets()
    wanted = forms(setting, period)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in wanted:
        place = folder / file_name(form)
        place.write_bytes(blank_return(form, sheets))
        written.append(place)
    return written


def unsettled(setting: Setting, which: PeriodId) -> list[str]:
    """Open gaps, in words, whose answer may tell rows apart and so bring columns that the workbooks do not have yet."""
    return [
        f"{one.gap.gap}（{one.gap.clause}，{one.path}）"
        for one in setting.at(which).rules.open
        if any(map(_looks_at_rows, [one.gap.example, *(reading.value for reading in one.gap.readings.values())]))
    ]


def _looks_at_rows(answer: object) -> bool:
    """Whether an answer has a condition on rows anywhere in it."""
    if isinstance(answer, Mapping):
        return "where" in answer or any(map(_looks_at_rows, answer.values()))
    return isinstance(answer, list) and any(map(_looks_at_rows, answer))


def forms(setting: Setting, period: Period) -> list[Form]:
    """What is prefilled for each unit in force at the period's end; raises OfficeError when there is none."""
    if setting.roster.units.empty:
        raise OfficeError("名录“单位”表是空的，请先填单位")
    roster = setting.roster.during(period.start, period.end)
    if roster.units.empty:
        raise OfficeError(f"名录“单位”表中没有{period.label}末日在册的单位，请核对启用日期和停用日期")
    outlets = tuple(roster.outlets["name"])
    return [
        Form(
            unit_code=unit["unit_code"],
            unit_name=unit["name"],
            unit_class=unit["unit_class"],
            period=period.id,
            title=f"{period.label}新闻信息采用情况明细统计表",
            window=period.window,
            deadline=f"{period.deadline}前",
            assessment=setting.rules.assessment.id,
            outlets=outlets,
            contact=f"{setting.office.contact.person}，{setting.office.contact.phone}",
        )
        for unit in roster.units.to_dict("records")
    ]
