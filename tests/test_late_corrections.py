"""faults.md 18: a correction after the deadline mends only what the answer asked to mend; anything else waits, with its differences."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.corrections.differences import Versions, differences
from pipeline.corrections.mends import asked_cells, mend_until, mended
from pipeline.corrections.ruled import touching
from pipeline.errors import OfficeError
from pipeline.rulings.content import Content, Place, key_of
from pipeline.run import Outcome
from schemas.faults import finding_record
from schemas.records import Findings, Receipts, Rulings, SheetFacts
from schemas.returned import Placements, ReturnedRows
from schemas.vocabulary import Book
from tests.checking import LETTERS, returned
from tests.papers.case import county
from tests.ruled import came, codes, of_file, reason_of, rule, ruling, statuses, verdicts
from tests.workspace import Return, office, row, run, submission

UNTIL = date(2026, 9, 23)


def on_time(*lines: dict[str, Any], **more: Any) -> Return:
    return Return("A01", list(lines), name="按时.xlsx", **more)


def late(*lines: dict[str, Any], received: str = "2026-09-22 10:00:00", resend: int = 1, **more: Any) -> Return:
    return Return(
        "A01", list(lines), name="更正.xlsx", received=received, resend=resend, return_type="更正重报", **more
    )


def told(outcome: Outcome) -> list[list[object]]:
    """What the corrections that wait would change."""
    return outcome.scored.checked.differences[["cell", "column", "counted", "corrected", "asked"]].values.tolist()


def test_a_correction_of_what_was_asked_for_counts_in_the_place_of_the_version_on_time(tmp_path: Path) -> None:
    outcome = run(office(tmp_path, [on_time(row(method="摘要"), row(title="二")), late(row(), row(title="二"))]))
    assert statuses(outcome) == {"按时.xlsx": "已被后件替代", "更正.xlsx": "计入"}
    assert reason_of(outcome, "更正.xlsx") == (
        "退补更正：2026-09-22 10:00:00 收到，只改动了要求补正的1处，代替 按时.xlsx"
    )
    assert verdicts(outcome, "更正.xlsx") == ["认定", "认定"]
    assert (codes(outcome), told(outcome)) == (["A24"], [])
    assert outcome.totals.units.set_index("unit_code").loc["A01", "standing"] == "按时"


def test_what_the_rules_asked_for_may_be_mended_too(tmp_path: Path) -> None:
    outcome = run(office(tmp_path, [on_time(row(reviewer="")), late(row(reviewer="李四"))]))
    assert statuses(outcome)["更正.xlsx"] == "计入"


def test_a_correction_that_changes_more_waits_with_every_difference_shown(tmp_path: Path) -> None:
    sent = [on_time(row(method="摘要"), row(title="二")), late(row(), row(title="二", outlet_text="江北教育报"))]
    outcome = run(office(tmp_path, sent))
    assert statuses(outcome) == {"按时.xlsx": "计入", "更正.xlsx": "待经办处理"}
    assert reason_of(outcome, "更正.xlsx").endswith("与 按时.xlsx 有2处不同，其中1处没有要求补正")
    assert told(outcome) == [
        [METHOD, "采用方式", "摘要", "全文", True],
        [f"{LETTERS['outlet_text']}9", "媒体刊物全称", "安平日报", "江北教育报", False],
    ]
    assert codes(outcome) == ["A23"]


@pytest.mark.parametrize(
    ("corrected", "differences"),
    [
        ([row(), row(title="新增一篇")], [["第9行", "整行", "", "新增一篇"]]),
        ([], [["第8行", "整行", "课后服务展新貌", ""]]),
    ],
)
def test_no_line_may_be_added_or_taken_away(
    tmp_path: Path, corrected: list[dict[str, Any]], differences: list[list[str]]
) -> None:
    outcome = run(office(tmp_path, [on_time(row()), late(*corrected)]))
    assert statuses(outcome)["更正.xlsx"] == "待经办处理"
    shown = [[cell, column, old.split("；")[0], new.split("；")[0]] for cell, column, old, new, _ in told(outcome)]
    assert shown == differences


def test_a_sheet_that_was_not_there_is_a_difference_of_its_own(tmp_path: Path) -> None:
    outcome = run(office(tmp_path, [on_time(row()), late(row(), submissions=[])]))
    assert told(outcome) == [["", "", "没有此表", "有此表", False]]
    more = run(office(tmp_path, [on_time(row()), late(row(), submissions=[submission()])]))
    assert [line[1] for line in told(more)] == ["", "整行"]


def test_after_the_last_day_for_mending_nothing_is_taken_by_itself(tmp_path: Path) -> None:
    sent = [on_time(row(method="摘要")), late(row(), received="2026-09-24 08:00:00")]
    outcome = run(office(tmp_path, sent))
    assert statuses(outcome)["更正.xlsx"] == "待经办处理"
    assert "退补期限2026年9月23日已过" in reason_of(outcome, "更正.xlsx")


def test_a_ruling_takes_the_correction_that_waits(tmp_path: Path) -> None:
    workspace = office(tmp_path, [on_time(row()), late(row(), row(title="新增一篇"))])
    rule(workspace, of_file("受理迟报", "更正.xlsx"))
    outcome = run(workspace)
    assert statuses(outcome) == {"按时.xlsx": "已被后件替代", "更正.xlsx": "计入"}
    assert (came(outcome), verdicts(outcome, "更正.xlsx"), told(outcome)) == ([("认-1", "生效")], ["认定", "认定"], [])


def test_a_correction_that_the_office_refuses_gives_way_to_the_version_on_time(tmp_path: Path) -> None:
    workspace = office(tmp_path, [on_time(row()), late(row(), row(title="新增一篇"))])
    rule(workspace, of_file("不受理更正", "更正.xlsx"))
    outcome = run(workspace)
    assert statuses(outcome) == {"按时.xlsx": "计入", "更正.xlsx": "已被后件替代"}
    assert reason_of(outcome, "更正.xlsx") == "不受理更正，以 按时.xlsx 为准；认定 认-1：电话核实（丙，2026-09-25）"
    assert (came(outcome), codes(outcome), told(outcome)) == ([("认-1", "生效")], [], [])
    assert (verdicts(outcome, "按时.xlsx"), verdicts(outcome, "更正.xlsx")) == (["认定"], ["已被后件替代"] * 2)


def test_a_correction_that_would_count_by_itself_may_be_refused_too(tmp_path: Path) -> None:
    workspace = office(tmp_path, [on_time(row(method="摘要"), row(title="二")), late(row(), row(title="二"))])
    rule(workspace, of_file("不受理更正", "更正.xlsx"))
    outcome = run(workspace)
    assert statuses(outcome) == {"按时.xlsx": "计入", "更正.xlsx": "已被后件替代"}
    assert verdicts(outcome, "按时.xlsx") == ["待认定", "认定"]


def test_of_two_corrections_the_one_refused_leaves_the_other_as_it_was(tmp_path: Path) -> None:
    again = Return("A01", [row()], name="再更正.xlsx", received="2026-09-22 15:00:00", resend=2, return_type="更正重报")
    workspace = office(tmp_path, [on_time(row(method="摘要")), late(row(method="综合")), again])
    rule(workspace, of_file("不受理更正", "再更正.xlsx"))
    assert statuses(run(workspace)) == {
        "按时.xlsx": "已被后件替代", "更正.xlsx": "计入", "再更正.xlsx": "已被后件替代",
    }  # fmt: skip


@pytest.mark.parametrize(("received", "status"), [("2026-09-18 10:00:00", "正常"), ("2026-09-28 10:00:00", "正常")])
def test_only_a_correction_after_the_deadline_can_be_refused(tmp_path: Path, received: str, status: str) -> None:
    workspace = office(tmp_path, [Return("A01", [row()], received=received, return_type=status)])
    rule(workspace, of_file("不受理更正", "A01.xlsx"))
    with pytest.raises(OfficeError) as stopped:
        run(workspace)
    assert "A01.xlsx 不是截止后的更正" in "".join(stopped.value.problems)


def test_a_refusal_that_names_another_unit_stops_the_run(tmp_path: Path) -> None:
    workspace = office(tmp_path, [on_time(row()), late(row(), row(title="新增一篇"))])
    rule(workspace, of_file("不受理更正", "更正.xlsx", unit_code="B01"))
    with pytest.raises(OfficeError) as stopped:
        run(workspace)
    assert "更正.xlsx 是 A01 的上报表，不是 B01 的" in "".join(stopped.value.problems)


def test_a_refusal_of_what_was_replaced_anyway_has_lapsed(tmp_path: Path) -> None:
    newer = Return("A01", [row()], name="新.xlsx", received="2026-09-19 10:00:00", resend=1)
    workspace = office(tmp_path, [on_time(row(method="摘要")), newer])
    rule(workspace, of_file("不受理更正", "按时.xlsx"))
    assert came(run(workspace)) == [("认-1", "已失效")]


def test_a_correction_mended_by_itself_needs_no_ruling(tmp_path: Path) -> None:
    workspace = office(tmp_path, [on_time(row(method="摘要")), late(row())])
    rule(workspace, of_file("收下被扣来件", "更正.xlsx", unit_code="A01"))
    assert came(run(workspace)) == [("认-1", "无须认定")]


@pytest.mark.parametrize("kind", ["不认定", "认定"])
def test_a_correction_of_a_row_that_the_office_ruled_on_waits_for_its_word(tmp_path: Path, kind: str) -> None:
    bad = row(published_on="8.5日左右")
    workspace = office(tmp_path, [on_time(bad, row(title="二")), late(row(), row(title="二"))])
    assert statuses(run(workspace))["更正.xlsx"] == "计入"
    rule(workspace, ruling(published_on="8.5日左右", kind=kind))
    outcome = run(workspace)
    assert statuses(outcome) == {"按时.xlsx": "计入", "更正.xlsx": "待经办处理"}
    assert reason_of(outcome, "更正.xlsx").endswith("与 按时.xlsx 有1处不同，改动了办公室已有认定的行")
    assert came(outcome) == [("认-1", "生效" if kind == "不认定" else "暂不生效")]
    assert "A23" in codes(outcome)


def test_a_correction_counts_by_itself_where_the_ruled_row_stays_as_it_was(tmp_path: Path) -> None:
    workspace = office(tmp_path, [on_time(row(method="摘要"), row(title="二")), late(row(), row(title="二"))])
    rule(workspace, ruling(title="二", kind="不认定"))
    outcome = run(workspace)
    assert (statuses(outcome)["更正.xlsx"], verdicts(outcome, "更正.xlsx")) == ("计入", ["认定", "不认定"])


def test_a_second_correction_does_not_mend_what_was_ruled_on_in_the_first(tmp_path: Path) -> None:
    again = Return("A01", [row(method="综合")], name="再更正.xlsx", received="2026-09-22 15:00:00", resend=2)
    workspace = office(tmp_path, [on_time(row(method="摘要", published_on="8.5日左右")), late(row()), again])
    assert statuses(run(workspace))["再更正.xlsx"] == "计入"
    rule(workspace, ruling(published_on="2026-08-05", kind="不认定"))
    assert statuses(run(workspace)) == {"按时.xlsx": "已被后件替代", "更正.xlsx": "计入", "再更正.xlsx": "待经办处理"}


@pytest.mark.parametrize(("found", "mended"), [("待补", "计入"), ("不符", "计入"), ("相符", "待经办处理")])
def test_what_the_office_asked_for_of_the_proof_may_be_mended(tmp_path: Path, found: str, mended: str) -> None:
    sent = [on_time(row(), row(title="二")), late(row(evidence_kinds="报样"), row(title="二"))]
    desk = county(tmp_path, sent)
    head = ["单位代码", "刊发标题", "媒体刊物全称", "采用日期", "核验结果", "核验人", "核验日期"]
    desk.drop_csv("核验.csv", head, ["A01", "课后服务展新貌", "安平日报", "2026-8-5", found, "李四", "2026-9-19"])
    assert statuses(desk.run())["更正.xlsx"] == mended


# ---- by the tables alone


def _receipts(*files: tuple[str, str, str, int]) -> pd.DataFrame:
    """Path, status, received at, resend number."""
    common = {"sha256": "", "unit_code": "A01", "unit_name": "城关中心校", "period": "2026Q3", "return_type": "正常",
              "time_basis": "邮件", "sender": "", "name": "", "reason": "截止后的更正，待认定"}  # fmt: skip
    return Receipts.of(
        {**common, "path": path, "status": status, "received_at": at, "resend": resend}
        for path, status, at, resend in files
    )


def _versions(**files: list[dict[str, Any]]) -> Versions:
    """Files of one sheet, each with its lines; only what a line has unlike the usual one is given."""
    rows = [
        {**returned(number, Book.ADOPTION, line), "path": path, "row_id": 0} for path, lines in files.items()
        for number, line in enumerate(lines)
    ]  # fmt: skip
    table = ReturnedRows.of({**line, "row_id": number} for number, line in enumerate(rows))
    placed = [
        {"path": path, "sheet": "采用明细", "book": "采用明细", "key": key, "letter": letter}
        for path in files
        for key, letter in LETTERS.items()
    ]
    facts = {"sheet": "采用明细", "book": "采用明细", "scanned_rows": 0, "read_rows": 0}
    return Versions(table, Placements.of(placed), SheetFacts.of({"path": path, **facts} for path in files))


def _changed(versions: Versions, *late: str, asked: tuple[str, ...] = ()) -> pd.DataFrame:
    pairs = dict.fromkeys(late, "a")
    cells = frozenset(("a", "采用明细", cell) for cell in asked)
    return differences(versions, pairs, dict.fromkeys(("a", *late), "A01"), cells)


METHOD = f"{LETTERS['method']}8"
CHOICE = {"method": "摘要"}
LATE_FILES = [("b", "待经办处理", "2026-09-21 08:00:00", 1), ("c", "待经办处理", "2026-09-22 08:00:00", 2)]
COUNTED = ("a", "计入", "2026-09-18 08:00:00", 0)


def _settled(versions: Versions) -> dict[str, str]:
    changed = _changed(versions, "b", "c", asked=(METHOD,))
    done = mended(_receipts(COUNTED, *LATE_FILES), {"b": "a", "c": "a"}, changed, UNTIL)
    return dict(zip(done.receipts["path"], done.receipts["status"], strict=True))


def test_of_two_corrections_that_mend_what_was_asked_the_newer_counts() -> None:
    versions = _versions(a=[CHOICE], b=[{}], c=[{"method": "综合"}])
    assert _settled(versions) == {"a": "已被后件替代", "b": "已被后件替代", "c": "计入"}


def test_a_newer_correction_that_changes_more_waits_beside_the_one_that_counts() -> None:
    versions = _versions(a=[CHOICE], b=[{}], c=[{"title": "换了一篇"}])
    assert _settled(versions) == {"a": "已被后件替代", "b": "计入", "c": "待经办处理"}


def test_an_older_correction_that_changes_more_gives_way_to_a_newer_one_that_mends() -> None:
    versions = _versions(a=[CHOICE], b=[{"title": "换了一篇"}], c=[{}])
    assert _settled(versions) == {"a": "已被后件替代", "b": "已被后件替代", "c": "计入"}


def test_a_correction_that_says_the_same_in_every_cell_is_a_copy() -> None:
    versions = _versions(a=[CHOICE], b=[CHOICE], c=[{**CHOICE, "serial": "7"}])
    assert _settled(versions) == {"a": "计入", "b": "重复来件", "c": "重复来件"}


def test_lines_that_only_changed_places_are_no_difference() -> None:
    versions = _versions(a=[{"title": "一"}, {"title": "二"}], b=[{"title": "二"}, {"title": "一"}])
    assert _changed(versions, "b").empty


def test_a_line_in_the_place_of_another_shows_each_cell_that_differs() -> None:
    found = _changed(_versions(a=[{"title": "一"}], b=[{"title": "二", "page": "3"}]), "b")
    assert found[["column", "counted", "corrected"]].values.tolist() == [["刊发标题", "一", "二"], ["版次", "", "3"]]
    assert found["cell"].tolist() == [f"{LETTERS['title']}8", f"{LETTERS['page']}8"]


@pytest.mark.parametrize(
    ("code", "asked"), [("C03", True), ("S03", True), ("C05", False), ("S02", False), ("S04", False), ("S05", False)]
)
def test_only_what_the_unit_is_asked_to_mend_may_be_mended_after_the_deadline(code: str, asked: bool) -> None:
    found = asked_cells([Findings.of([finding_record(code, "a", "采用明细", "D8"), finding_record("C01", "a")])])
    assert found == ({("a", "采用明细", "D8")} if asked else set())


@pytest.mark.parametrize(("days", "until"), [(0, 18), (1, 21), (3, 23)])
def test_the_days_for_mending_are_working_days_after_the_due_day(days: int, until: int) -> None:
    assert mend_until(date(2026, 9, 18), days, lambda day: day.weekday() < 5) == date(2026, 9, until)


@pytest.mark.parametrize(
    ("book", "day", "held"),
    [("采用明细", "2026-08-05", {"b"}), ("采用明细", "2026-08-07", set()), ("报送台账", "2026-08-07", {"b"})],
)
def test_a_submission_is_held_to_its_ruling_on_any_day_since_the_register_may_give_another(
    book: str, day: str, held: set[str]
) -> None:
    versions = _versions(a=[CHOICE], b=[{}])
    about = ruling(book=book, outlet="")
    content = Content({key_of(about): [Place(0, "计入", "a")]}, {})
    ruled = Rulings.of([{**about, "published_on": day}])
    assert touching(ruled, content, versions, _receipts(COUNTED, *LATE_FILES), {"b": "a"}) == held
