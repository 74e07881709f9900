"""The office grades an outlet that the roster has not: for this period's rows it is as if the roster had it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.errors import OfficeError
from pipeline.run import Outcome
from pipeline.workspace import Workspace
from tests.ruled import came, codes, earned, grade, note, rule, ruling, verdicts
from tests.workspace import OUTLETS, Return, office, row, run, write_roster

NEWS = "新安早报"


def _workspace(tmp_path: Path, *lines: dict[str, Any]) -> Workspace:
    return office(tmp_path, [Return("A01", list(lines or [row(outlet_text=NEWS)]))])


def _graded(workspace: Workspace, *rulings: dict[str, str]) -> Outcome:
    rule(workspace, *rulings)
    return run(workspace)


def test_rows_of_a_graded_outlet_count_with_its_tier_and_cite_the_ruling(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    before = run(workspace)
    assert (verdicts(before), codes(before, "S02"), earned(before)) == (["待认定"], ["S02"], 0)
    outcome = _graded(workspace, grade(NEWS))
    assert (verdicts(outcome), codes(outcome, "S02"), earned(outcome)) == (["认定"], [], 5000)
    (line,) = outcome.scored.settled.to_dict("records")
    assert (line["outlet"], line["tier"], line["outlet_kind"], line["ruling_ids"]) == (NEWS, "city", "报纸", "认-1")
    assert (line["in_targets"], line["in_cash"], came(outcome)) == (False, True, [("认-1", "生效")])


def test_an_outlet_that_is_not_for_cash_earns_points_alone(tmp_path: Path) -> None:
    outcome = _graded(_workspace(tmp_path), grade(NEWS, in_cash="否"))
    assert (earned(outcome), earned(outcome, measure="单位积分")) == (0, 3000)


def test_an_outlet_is_known_again_however_it_is_spaced(tmp_path: Path) -> None:
    assert verdicts(_graded(_workspace(tmp_path, row(outlet_text="新安 早报")), grade(NEWS))) == ["认定"]


def test_a_grade_of_an_outlet_that_is_on_the_roster_by_now_has_lapsed(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    write_roster(workspace.roster, outlets=[*OUTLETS, (NEWS, "", "县级", "报纸", "否", "否")])
    outcome = _graded(workspace, grade(NEWS))
    assert (came(outcome), note(outcome), codes(outcome)) == ([("认-1", "已失效")], "已列入名录，以名录为准", ["A21"])
    assert outcome.scored.settled["tier"].item() == "county"


def test_a_grade_holds_on_days_on_which_the_roster_has_not_the_outlet(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    write_roster(workspace.roster, outlets=OUTLETS)
    book = openpyxl.load_workbook(workspace.roster)
    book["媒体"].append([NEWS, "", "县级", "报纸", "否", "否", "2026-09-01", ""])
    book.save(workspace.roster)
    outcome = _graded(workspace, grade(NEWS))
    assert (came(outcome), outcome.scored.settled["tier"].item()) == ([("认-1", "生效")], "city")


def test_a_grade_of_an_outlet_that_only_replaced_rows_name_has_lapsed(tmp_path: Path) -> None:
    old = Return("A01", [row(outlet_text=NEWS)], name="旧.xlsx", received="2026-09-10 09:00:00")
    outcome = _graded(office(tmp_path, [old, Return("A01", [row()])]), grade(NEWS))
    assert (came(outcome), note(outcome)) == ([("认-1", "已失效")], "提到这家媒体的行都不再计入")


def test_a_grade_of_an_outlet_that_only_an_unread_row_names_waits_with_it(tmp_path: Path) -> None:
    outcome = _graded(_workspace(tmp_path, row(outlet_text=NEWS, method="摘要")), grade(NEWS))
    assert came(outcome) == [("认-1", "暂不生效")]


def test_a_row_ruled_good_whose_outlet_is_graded_needs_the_grade_alone(tmp_path: Path) -> None:
    both = (grade(NEWS), ruling(outlet=NEWS, ruling_id="认-2"))
    outcome = _graded(_workspace(tmp_path), *both)
    assert came(outcome) == [("认-1", "生效"), ("认-2", "无须认定")]


@pytest.mark.parametrize(
    ("rulings", "message"),
    [
        ([grade("从未出现的报")], "认定 认-1：没有一行提到这家媒体"),
        ([grade(NEWS, tier="乡级")], "认定 认-1：级别“乡级”不在考核办法所列级别"),
        ([grade(NEWS, outlet_kind="大报")], "媒体类型“大报”应为报纸、"),
        ([grade(NEWS, in_cash="")], "第2行：没有填写现金媒体"),
        ([grade(NEWS), grade(NEWS, ruling_id="认-2", tier="省级")], "认定 认-1 与 认-2 对“新安早报”的定级不同"),
    ],
)
def test_a_grade_that_fits_nothing_is_refused(tmp_path: Path, rulings: list[dict[str, str]], message: str) -> None:
    with pytest.raises(OfficeError, match=message):
        _graded(_workspace(tmp_path), *rulings)
