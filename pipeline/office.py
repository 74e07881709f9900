"""The office as the run knows it: its settings and roster; its rules come from `pipeline.rules`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.errors
from python_calamine import CalamineError, CalamineWorkbook, ZipError

from pipeline.errors import OfficeError
from pipeline.rules import ASSESSMENTS, Rules, load_rules
from pipeline.yaml_file import line_of, read_yaml, validated
from schemas.assessment import Assessment
from schemas.duties import Consequence, QuotaStep
from schemas.office import Office
from schemas.returned import normal
from schemas.roster import OPTIONAL, Outlets, People, Units
from schemas.table import Table

__all__ = [
    "ASSESSMENTS",
    "Roster",
    "Rules",
    "in_force",
    "line_of",
    "load_office",
    "load_roster",
    "load_rosters",
    "load_rules",
    "read_yaml",
    "validated",
]


@dataclass(frozen=True)
class Roster:
    """Units, outlets and people known to the office (`schemas.roster`)."""

    units: pd.DataFrame
    outlets: pd.DataFrame
    people: pd.DataFrame

    def during(self, start: date, end: date) -> Roster:
        """Units in force at a period's end (class by period end) and people who were there on any of its days.

        Outlets keep their dates: rows are judged by theirs.
        """
        people = self.people
        begun = people["from_date"] <= end.isoformat()
        stayed = (people["to_date"] == "") | (people["to_date"] >= start.isoformat())
        return Roster(in_force(self.units, end), self.outlets, people[begun & stayed].reset_index(drop=True))


def in_force(frame: pd.DataFrame, day: date) -> pd.DataFrame:
    """The lines whose from_date–to_date holds `day`; a blank end is open."""
    text = day.isoformat()
    begun = frame["from_date"] <= text
    not_ended = (frame["to_date"] == "") | (frame["to_date"] >= text)
    return frame[begun & not_ended].reset_index(drop=True)


def load_office(path: Path) -> Office:
    """Read `office.yaml`; raises OfficeError naming each wrong line."""
    document = read_yaml(path)
    return validated(Office, document, document, path.name)


def load_rosters(
    path: Path, rules: Rules, former: Sequence[tuple[date, Rules]], classes: list[str]
) -> list[Roster]:  # fmt: skip
    """The roster as the rules in force read it, then as each of the former ones does: tiers are a set of rules' own."""
    plans = [*(old.assessment for _, old in former), rules.assessment]
    untils = [until for until, _ in former]
    days = zip([date.min, *(until + timedelta(days=1) for until in untils)], [*untils, date.max], strict=True)
    read = [load_roster(path, plan, classes, own) for plan, own in zip(plans, days, strict=True)]
    return [read[-1], *read[:-1]]


def load_roster(
    path: Path, assessment: Assessment, classes: list[str], days: tuple[date, date] = (date.min, date.max)
) -> Roster:
    """Read the roster workbook; raises OfficeError naming sheet and line of every fault.

    `days` are those on which the assessment is in force: outlets of other days may have tiers of other rules.
    """
    if not path.is_file():
        raise OfficeError(f"找不到名录 {path.name}（应在 {path.parent.name}/ 下）")
    try:
        workbook = CalamineWorkbook.from_path(path)
    except (CalamineError, ZipError, OSError) as error:
        raise OfficeError(f"名录 {path.name} 打不开，请用 Excel 或 WPS 另存后再试（{error}）") from None
    problems: list[str] = []
    units = _sheet(workbook, "单位", Units, problems)
    outlets = _sheet(workbook, "媒体", Outlets, problems)
    people = _sheet(workbook, "人员", People, problems)
    if not problems:
        begun = outlets["from_date"] <= days[1].isoformat()
        lasting = (outlets["to_date"] == "") | (outlets["to_date"] >= days[0].isoformat())
        problems = _cross_checks(units, outlets[begun & lasting], people, assessment, classes)
    if problems:
        raise OfficeError(f"名录 {path.name} 有 {len(problems)} 处需要改正：", problems)
    tiers = {name: tier for tier, name in assessment.tier_names().items()}
    return Roster(units, outlets.assign(tier=outlets["tier"].map(tiers).fillna("").astype("str")), people)


def _sheet(workbook: CalamineWorkbook, sheet: str, table: type[Table], problems: list[str]) -> pd.DataFrame:
    """One roster sheet as its table; faults are added to `problems` and a blank table returned."""
    headers = table.headers()
    if sheet not in workbook.sheet_names:
        problems.append(f"缺少工作表“{sheet}”")
        return table.blank()
    cells = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    found = [str(cell).strip() for cell in cells[0]] if cells else []
    if missing := [title for title in headers.values() if title not in found and title not in OPTIONAL.get(sheet, ())]:
        problems.append(f"工作表“{sheet}”缺少列：{'、'.join(missing)}")
        return table.blank()
    place = {name: found.index(title) for name, title in headers.items() if title in found}
    filled = {number: row for number, row in enumerate(cells[1:], start=2) if any(map(_text, row))}
    blank = dict.fromkeys(headers, "")
    records = [{**blank, **{name: _text(row[i]) for name, i in place.items()}} for row in filled.values()]
    try:
        frame = pd.DataFrame(records, columns=list(headers), index=list(filled), dtype="str")
        return table.conform(table.validate(frame, lazy=True))
    except pandera.errors.SchemaErrors as error:
        problems.extend(_roster_faults(sheet, headers, error))
        return table.blank()


def _roster_faults(sheet: str, headers: dict[str, str], error: pandera.errors.SchemaErrors) -> list[str]:
    return [
        f"工作表“{sheet}”第{int(case.index) if pd.notna(case.index) else 1}行"
        f"“{headers.get(str(case.column), str(case.column))}”填写为“{case.failure_case}”，不合要求（{case.check}）"
        for case in error.failure_cases.itertuples()
    ]


def _text(cell: Any) -> str:
    """A roster cell as text: dates as 2026-03-05, whole numbers without a decimal point."""
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _cross_checks(
    units: pd.DataFrame,
    outlets: pd.DataFrame,
    people: pd.DataFrame,
    assessment: Assessment,
    classes: list[str],
) -> list[str]:
    tiers = set(assessment.tier_names().values())
    lost_tiers = outlets[~outlets["tier"].isin(tiers)]
    lost_units = people[~people["unit_code"].isin(units["unit_code"])]
    named = {*units["unit_class"], *_named_classes(assessment)}
    owing = _owing(assessment) - set(units["unit_code"])
    return [
        *_shared_spellings(units, outlets, people),
        *_in_two_units(people),
        *(f"类别“{name}”不在 office.yaml 的 classes（{'、'.join(classes)}）之内"
          for name in sorted((named | owing) - set(classes))),
        *(f"媒体“{row.name_}”的级别“{row.tier}”不在考核办法所列级别（{'、'.join(sorted(tiers))}）之内"
          for row in lost_tiers.rename(columns={"name": "name_"}).itertuples()),
        *(f"人员“{row.name_}”的单位代码“{row.unit_code}”不在单位表内"
          for row in lost_units.rename(columns={"name": "name_"}).itertuples()),
    ]  # fmt: skip


def _owing(assessment: Assessment) -> set[str]:
    """The unit classes and unit codes that quotas give their own number."""
    quotas = (step for step in assessment.steps if isinstance(step, QuotaStep))
    numbers = [target.required for step in quotas for target in step.targets]
    return {name for required in numbers if isinstance(required, dict) for name in required}


def _named_classes(assessment: Assessment) -> Iterator[str]:
    """The unit classes that conditions, penalties, commendations and the bulletin name."""
    for _, where in assessment.conditions():
        yield from (word for fact, word in where.words() if fact == "unit_class")
    for step in assessment.steps:
        for bearers in (step.bearers or []) if isinstance(step, Consequence) else []:
            yield from bearers.classes
    for commendation in assessment.commendations:
        yield from commendation.classes
    yield from assessment.bulletin.classes


def _shared_spellings(units: pd.DataFrame, outlets: pd.DataFrame, people: pd.DataFrame) -> list[str]:
    """A name or alias that two units, two outlets or two people of one unit share would make the program guess."""
    within = "两个单位", "两家媒体", "同一单位的两个人"
    owners = (
        [("", unit["unit_code"], unit) for unit in units.to_dict("records")],
        [("", outlet["name"], outlet) for outlet in outlets.to_dict("records")],
        [(person["unit_code"], person["person_code"], person) for person in people.to_dict("records")],
    )
    problems = []
    for what, lines in zip(within, owners, strict=True):
        seen: dict[tuple[str, str], str] = {}
        for scope, key, line in lines:
            for spelling in filter(None, [line["name"], *line["aliases"].split("、")]):
                other = seen.setdefault((scope, normal(spelling)), key)
                if other != key:
                    problems.append(f"名称或别名“{spelling}”为{what}所共有（{other}、{key}），请改到只属于一个")
    return problems


def _in_two_units(people: pd.DataFrame) -> list[str]:
    """A person with two lines must be in one unit at a time; a blank end is open."""
    ordered = people.assign(until=people["to_date"].where(people["to_date"] != "", "9999-12-31"))
    ordered = ordered.sort_values(["person_code", "from_date"], kind="stable")
    before = ordered.groupby("person_code")["until"].shift()
    clash = ordered[before.notna() & (before >= ordered["from_date"])]
    return [f"工号“{code}”在同一天有两行，请写明启用日期和停用日期" for code in dict.fromkeys(clash["person_code"])]
