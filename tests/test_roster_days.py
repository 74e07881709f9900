"""People come, move and leave: each quarter is reckoned with those who were there, also when it is reckoned again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import OfficeError
from tests.workspace import OUTLETS, UNITS, Return, office, row, run, write_roster

SPRING = Return(
    "A01", [row(published_on=date(2026, 5, 6))], period="2026Q2", received="2026-06-18 10:00:00", name="q2.xlsx"
)
MOVED = [("P001", "张三", "A01", "", "", "2026-07-31"), ("P001", "张三", "B01", "", "2026-08-01", "")]


def test_who_moves_keeps_one_code_and_each_quarter_its_own_unit(tmp_path: Path) -> None:
    # spring in A01: 3 points; summer in B01: 3 points more, and the year is one person's
    workspace = office(tmp_path, [SPRING, Return("B01", [row(published_on=date(2026, 8, 5))])])
    write_roster(workspace.roster, UNITS, OUTLETS, MOVED)
    people = run(workspace).totals.people
    assert people[["person", "unit_code", "points", "year_points"]].values.tolist() == [["P001", "B01", 3_000, 6_000]]


def test_who_moves_in_mid_quarter_is_known_in_both_units(tmp_path: Path) -> None:
    returns = [Return("A01", [row(published_on=date(2026, 7, 5))]), Return("B01", [row(title="另一篇")])]
    workspace = office(tmp_path, returns)
    write_roster(workspace.roster, UNITS, OUTLETS, MOVED)
    people = run(workspace).totals.people
    assert people[["person", "points"]].values.tolist() == [["P001", 6_000]]


def test_who_left_before_the_quarter_is_a_stranger_to_it(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    write_roster(workspace.roster, UNITS, OUTLETS, [("P001", "张三", "A01", "", "", "2026-06-20")])
    assert run(workspace).totals.people["person"].tolist() == ["A01:张三"]


def test_a_person_in_two_units_on_one_day_is_refused(tmp_path: Path) -> None:
    workspace = office(tmp_path, [])
    write_roster(
        workspace.roster,
        UNITS,
        OUTLETS,
        [("P001", "张三", "A01", "", "", ""), ("P001", "张三", "B01", "", "2026-08-01", "")],
    )
    with pytest.raises(OfficeError, match="工号“P001”在同一天有两行，请写明启用日期和停用日期"):
        run(workspace)


def test_a_roster_from_before_people_had_days_is_still_read(tmp_path: Path) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    book = openpyxl.load_workbook(workspace.roster)
    book["人员"].delete_cols(6, 2)
    book.save(workspace.roster)
    assert run(workspace).totals.people["person"].tolist() == ["P001"]
