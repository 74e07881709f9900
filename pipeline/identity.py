"""Whether the words of a workbook's own cells name a period, and whose its lines are said to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pipeline.dates import parse_date
from pipeline.period import Period
from schemas.returned import normal

_DAY = re.compile(r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?")


def names_period(text: str, period: Period) -> bool:
    """Whether a 统计期间 as a unit's head has it is this period's: its name, its id, or its first and last day."""
    plain = normal(text)
    if plain in {normal(name) for name in (period.id, period.label, period.window)}:
        return True
    days = [parse_date(day, date.min, date.min).value for day in _DAY.findall(plain)]
    return days == [period.start, period.end]


def strangers(row_units: str, unit_code: str, names: Mapping[str, tuple[str, str]]) -> list[str]:
    """Of the names that a file's lines give, those that are not this unit's by the roster."""
    said = [name.strip() for name in row_units.split("；") if name.strip()]
    return [name for name in said if names.get(normal(name), ("", ""))[0] != unit_code]
