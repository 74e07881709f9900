"""Notices of what is booked as nothing: each word for its own case, and none where something may still come of it."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from pipeline.answer.files import answer_files
from pipeline.period import PeriodId
from pipeline.quarter import open_setting, run_period
from pipeline.read.stage import worker_processes
from tests.answer.desk import opened, text_of
from tests.plans.build import workspace_of
from tests.plans.kit import Sent, used, wrote
from tests.plans.quarters_small import STATISTICS
from tests.workspace import Return, office, row, run

A01 = "review/answers/A01 城关中心校/零采用零报送告知.eml"


def _notices(tmp_path: Path, *rows: dict[str, object], **more: object) -> dict[str, bytes]:
    outcome = run(office(tmp_path, [Return("A01", list(rows), **more)]))  # type: ignore[arg-type]
    files = answer_files(outcome.setting, outcome.scored.checked, outcome)
    return {name: content for name, content in files.items() if name.endswith("零采用零报送告知.eml")}


def test_a_unit_that_declared_nothing_is_told_what_is_booked_and_what_it_owed(files: dict[str, bytes]) -> None:
    content = files["review/answers/C01 教研室/零采用零报送告知.eml"]
    said = text_of(content)
    assert opened(content)["Subject"] == "关于2026年第三季度登记为零采用申报的告知（教研室）"
    assert "填报类型为“零采用申报”，已在规定时限内收到。本季度采用0篇，登记为零采用申报。" in said
    assert "采用任务（本季度）：应完成3，已完成0，差3。" in said
    assert "请予核对确认。" in said


def test_nothing_is_booked_before_verdicts_nor_for_units_late_or_with_something_accepted(
    files: dict[str, bytes], early: dict[str, bytes]
) -> None:
    assert [name for name in files if "零采用" in name] == ["review/answers/C01 教研室/零采用零报送告知.eml"]
    assert not [name for name in early if "零采用" in name]


def test_a_unit_whose_rows_all_failed_is_booked_as_零采用_with_the_reasons(tmp_path: Path) -> None:
    said = text_of(_notices(tmp_path, row(origin="转载"), row(origin="转载", title="又一篇转载"))[A01])
    assert "采用明细填报2行，没有一行认定（不认定2行：转载不计入（本单位决定））" in said
    assert "登记为零采用。" in said
    assert "零采用申报" not in said


def test_an_empty_return_that_declares_nothing_is_零采用_but_no_declaration(tmp_path: Path) -> None:
    said = text_of(_notices(tmp_path)[A01])
    assert "采用明细没有填报行，已在规定时限内收到。本季度采用0篇，登记为零采用。" in said


@pytest.mark.parametrize("waiting", [{"published_on": "不详"}, {"outlet_text": "江淮早报"}])
def test_while_a_row_waits_nothing_is_booked(tmp_path: Path, waiting: dict[str, object]) -> None:
    assert not _notices(tmp_path, row(**waiting))


def test_a_declaration_contradicted_by_an_accepted_row_is_not_booked(tmp_path: Path) -> None:
    assert not _notices(tmp_path, row(), return_type="零采用申报")


def test_零报送_is_said_only_where_submissions_are_assessed_and_the_book_was_handed_in(tmp_path: Path) -> None:
    adopted = [used("夏粮测产", "禾川日报", date(2026, 6, 10), "麦冬")]
    quarter = replace(
        STATISTICS,
        returns=[
            Sent("A1", [], [], received="2026-06-25 10:00:00"),
            Sent("A2", adopted, [], received="2026-06-25 10:00:00"),
            Sent("A3", [], [wrote("生猪监测", datetime(2026, 6, 16, 9), "石榴")], received="2026-06-25 10:00:00"),
        ],
    )
    setting = open_setting(workspace_of(quarter, tmp_path), worker_processes(1), lambda _: nullcontext())
    outcome = run_period(setting, PeriodId.parse("2026Q2"), lambda _: None)
    files = answer_files(setting, outcome.scored.checked, outcome)
    kinds = {
        name.split("/")[2]: str(opened(content)["Subject"]).partition("登记为")[2].partition("的告知")[0]
        for name, content in files.items()
        if name.endswith("零采用零报送告知.eml")
    }
    assert kinds == {"A1 综合股": "零采用申报、零报送", "A2 农业股": "零报送", "A3 普查股": "零采用申报"}
