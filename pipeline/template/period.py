"""The blank workbooks of a period: one per unit, prefilled, under outputs/templates/."""

from __future__ import annotations

from pathlib import Path

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
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in forms(setting, period):
        place = folder / file_name(form)
        place.write_bytes(blank_return(form, sheets))
        written.append(place)
    return written


def forms(setting: Setting, period: Period) -> list[Form]:
    """What is prefilled for each unit in force at the period's end."""
    roster = setting.roster.during(period.start, period.end)
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
