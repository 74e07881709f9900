"""任务表: a unit's own number goes before the one of its class; a number that a clause states stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import OfficeError
from pipeline.papers.cells import Around
from pipeline.papers.read import RawLine, RawPaper
from pipeline.papers.tasks import duties, read_tasks
from pipeline.rules import ASSESSMENTS, rules_of
from schemas.papers import PaperKind
from tests.papers.case import Desk, columns, county, header_row, quotas, said, school
from tests.workspace import Return, row

LABEL = "采用任务"
HEADERS = ["单位代码", "任务代号", "应完成"]


def desk(tmp_path: Path) -> Desk:
    return county(tmp_path, [Return("A01", [row()])])


def test_the_numbers_of_the_classes_are_prefilled_and_nothing_changes_where_they_stay(tmp_path: Path) -> None:
    one = desk(tmp_path)
    sheet = openpyxl.load_workbook(one.fill(PaperKind.TASKS))[PaperKind.TASKS.value]
    at = columns(sheet)["应完成"]
    first = header_row(sheet) + 1
    assert [sheet.cell(first + n, at).value for n in range(3)] == [10, 8, 3]
    assert quotas(one.run(), LABEL)["required"].to_dict() == {"A01": 10, "B01": 8, "C01": 3}


def test_a_units_own_number_governs_over_that_of_its_class_and_the_bulletin_says_so(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.fill(PaperKind.TASKS, {"单位代码": "A01", "应完成": 1}, {"单位代码": "C01", "应完成": 0}, prefilled=True)
    outcome = one.run()
    again = openpyxl.load_workbook(one.write()[PaperKind.TASKS])[PaperKind.TASKS.value]
    assert again.cell(header_row(again) + 1, columns(again)["应完成"]).value == 1
    found = quotas(outcome, LABEL)
    assert found[["required", "done", "short"]].to_dict("index") == {
        "A01": {"required": 1, "done": 1, "short": 0},
        "B01": {"required": 8, "done": 0, "short": 8},
    }
    assert "各单位任务以本期任务表为准" in said(outcome)


def test_a_csv_with_some_units_leaves_the_others_at_their_class(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.drop_csv("各单位任务.csv", HEADERS, ["B01", LABEL, "5"])
    assert quotas(one.run(), LABEL)["required"].to_dict() == {"A01": 10, "B01": 5, "C01": 3}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["Z9", LABEL, "5"], r"tasks\.csv第2行：单位代码“Z9”不在名录"),
        (["A01", "报送任务", "5"], "没有给各单位定“报送任务”这项任务，可用的有：采用任务"),
        (["A01", LABEL, "五"], "“应完成”填写为“五”，应为整数"),
        (["A01", LABEL, ""], "第2行：没有填写应完成"),
    ],
)
def test_a_wrong_line_is_named_with_what_was_found_and_expected(tmp_path: Path, line: list[str], words: str) -> None:
    one = desk(tmp_path)
    one.drop_csv("tasks.csv", HEADERS, line)
    with pytest.raises(OfficeError, match=words):
        one.run()


def test_one_task_of_one_unit_written_twice_is_refused(tmp_path: Path) -> None:
    one = desk(tmp_path)
    one.drop_csv("tasks.csv", HEADERS, ["A01", LABEL, "5"], ["A01", LABEL, "6"])
    with pytest.raises(OfficeError, match=r"第3行：与papers/tasks\.csv第2行是同一单位的同一项任务"):
        one.run()


def test_a_number_that_a_clause_states_is_not_the_officers_to_write() -> None:
    # plan HD1 states how much each class owes in a week
    rules = rules_of(ASSESSMENTS / "haidian-civilization.yaml", {})
    (code,) = duties(rules)
    line = RawLine("t.csv", "", 2, {"unit_code": "A01", "target": code, "required": "2"})
    around = Around({"A01": "甲"}, {}, date(2026, 7, 1), date(2026, 9, 30))
    with pytest.raises(OfficeError, match="由条款 HD1 规定，任务表不能改"):
        read_tasks([RawPaper(PaperKind.TASKS, "t.csv", (line,))], rules, around)


def test_a_task_that_two_steps_call_alike_is_told_apart_by_its_step(tmp_path: Path) -> None:
    one = desk(tmp_path)
    rules = one.setting().rules
    quota = next(step for step in rules.assessment.steps if step.id == "unit-quota")
    twin = quota.model_copy(update={"id": "twin"})
    doubled = rules.assessment.model_copy(update={"steps": [*rules.assessment.steps, twin]})
    assert list(duties(replace(rules, assessment=doubled))) == ["unit-quota/采用任务", "twin/采用任务"]


def test_a_gap_without_a_number_is_settled_by_a_number_for_every_unit_and_by_nothing_less(tmp_path: Path) -> None:
    one = school(tmp_path)
    settings = one.workspace.office.read_text("utf-8").splitlines(keepends=True)
    undecided = "".join(line for line in settings if "targets.adoption.required" not in line)
    one.workspace.office.write_text(undecided, "utf-8")
    with pytest.raises(OfficeError, match=r"adoption\.required"):
        one.run()
    one.drop_csv("任务.csv", HEADERS, ["A1", "adoption", "2"], ["A2", "adoption", "2"])
    with pytest.raises(OfficeError, match="“信息采用任务”没有写东校园部、西校园部"):
        one.run()
    one.drop_csv("任务.csv", HEADERS, *([code, "adoption", "2"] for code in ("A1", "A2", "B1", "B2")))
    assert set(quotas(one.run(), "信息采用任务")["required"]) == {2}
