"""faults.md 10, 14, 15, 18, 19: whose a file is, whether it is late, and which version counts."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.admit import Admission, admit
from pipeline.admit.identity import possible_units, unit_names
from pipeline.period import Period, PeriodId
from schemas.records import Arrivals
from schemas.returned import Heads, ReturnedRows
from schemas.roster import Units
from schemas.template import ALL_COLUMNS
from schemas.vocabulary import Book, ReceiptStatus, TimeBasis
from tests.workspace import UNITS as ROSTER
from tests.workspace import Return, office, row, run, workbook

UNITS = Units.of(
    dict(zip(Units.headers(), [*unit, "", "", "", "", "", "2020-01-01", ""], strict=True))
    for unit in [*ROSTER, ("D01", "方圆小学", "镇东小学", "中心校"), ("D02", "城北小学", "镇东小学", "中心校")]
)
DUE = date(2026, 9, 20)
PERIOD = Period(PeriodId("quarter", 2026, 3), date(2026, 6, 21), DUE, DUE, DUE, datetime(2026, 9, 21))
DAY_OUTSIDE = Period(PeriodId("quarter", 2026, 3), date(2026, 6, 21), DUE, DUE, DUE, datetime(2026, 9, 20))
NAMES = {code: name for code, name, *_ in ROSTER}


def came(path: str = "a.xlsx", unit: str = "A01", **facts: Any) -> dict[str, Any]:
    """One file: its line in the register and what it says of itself. `head=False`: it could not be found."""
    return {
        "path": path,
        "sha256": f"{path:-<64}"[:64],
        "size": 1,
        "received_at": "2026-09-18 09:00:00",
        "time_basis": TimeBasis.MAIL,
        "officer_time": "",
        "note": "",
        **dict.fromkeys(sorted(Arrivals.optional()), ""),
        "head": True,
        "template_version": "2026.1",
        "meta_unit": unit,
        "meta_period": "2026Q3",
        "head_unit": unit,
        "head_unit_name": NAMES.get(unit, ""),
        "head_window": PERIOD.window,
        "row_units": "",
        "return_type": "正常",
        "resend": "",
        "typed_total": "",
        "fault_code": "",
        "fault": "",
        **facts,
    }


def admitted(*files: dict[str, Any], period: Period = PERIOD, rows: pd.DataFrame | None = None) -> Admission:
    heads = Heads.of(file for file in files if file["head"])
    return admit(Arrivals.of(files), heads, ReturnedRows.blank() if rows is None else rows, UNITS, period)


def statuses(admission: Admission) -> dict[str, str]:
    receipts = admission.receipts
    return dict(zip(receipts["path"], receipts["status"], strict=True))


def only(admission: Admission) -> dict[str, Any]:
    (receipt,) = admission.receipts.to_dict("records")
    return receipt


def codes(admission: Admission) -> list[str]:
    return list(admission.findings["code"])


def test_a_return_on_time_counts_for_the_unit_its_cells_name() -> None:
    admission = admitted(came("实小的表.xlsx"))
    receipt = only(admission)
    assert (receipt["unit_code"], receipt["unit_name"], receipt["status"]) == ("A01", "城关中心校", "计入")
    assert not codes(admission)


def test_nothing_that_came_is_nothing_admitted() -> None:
    assert len(admitted().receipts) == 0


@pytest.mark.parametrize(
    ("received", "status"),
    [
        ("2026-09-19 23:59:59", "计入"),
        ("2026-09-20 00:00:00", "计入"),
        ("2026-09-20 23:59:59", "计入"),
        ("2026-09-21 00:00:00", "逾期"),
        ("2026-10-08 09:00:00", "逾期"),
    ],
)
def test_the_due_day_itself_is_on_time_where_the_office_counts_it_in(received: str, status: str) -> None:
    assert only(admitted(came(received_at=received)))["status"] == status


@pytest.mark.parametrize(("received", "status"), [("2026-09-19 23:59:59", "计入"), ("2026-09-20 00:00:00", "逾期")])
def test_the_due_day_itself_is_late_where_the_office_leaves_it_out(received: str, status: str) -> None:
    assert only(admitted(came(received_at=received), period=DAY_OUTSIDE))["status"] == status


def test_a_time_known_only_from_the_file_never_makes_a_return_late_and_is_told() -> None:
    admission = admitted(came(received_at="2026-12-01 08:00:00", time_basis=TimeBasis.FILE))
    assert (only(admission)["status"], codes(admission)) == ("计入", ["A04"])


@pytest.mark.parametrize(
    ("received", "officer", "status"),
    [
        ("2026-12-01 08:00:00", "2026-09-19 10:00:00", "计入"),
        ("2026-09-01 08:00:00", "2026-09-22 10:00:00", "逾期"),
    ],
)
@pytest.mark.parametrize("basis", [TimeBasis.FILE, TimeBasis.MAIL])
def test_the_officers_time_governs_over_any_other(received: str, officer: str, status: str, basis: TimeBasis) -> None:
    admission = admitted(came(received_at=received, time_basis=basis, officer_time=officer))
    receipt = only(admission)
    assert (receipt["status"], receipt["received_at"], receipt["time_basis"]) == (status, officer, "经办登记")
    assert "A04" not in codes(admission)


def test_the_newest_version_on_time_counts_and_the_older_is_superseded() -> None:
    admission = admitted(
        came("new.xlsx", received_at="2026-09-19 08:00:00"), came("old.xlsx", received_at="2026-09-10 08:00:00")
    )
    assert statuses(admission) == {"new.xlsx": "计入", "old.xlsx": "已被后件替代"}
    assert "new.xlsx" in admission.receipts.set_index("path").loc["old.xlsx", "reason"]


def test_the_resend_number_typed_in_the_head_says_which_version_is_newer() -> None:
    admission = admitted(
        came("second.xlsx", resend="2", received_at="2026-09-10 08:00:00"),
        came("first.xlsx", resend="第1次", received_at="2026-09-12 08:00:00"),
        came("zero.xlsx", received_at="2026-09-15 08:00:00"),
    )
    assert statuses(admission) == {"second.xlsx": "计入", "first.xlsx": "已被后件替代", "zero.xlsx": "已被后件替代"}


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("2", 2), ("２", 2), ("第 2 次", 2), ("9" * 30, 0), ("9" * 5000, 0), ("1.5", 0), ("²", 2), ("两次", 0)],
)
def test_a_resend_number_is_read_or_taken_for_none_and_never_breaks_the_run(text: str, number: int) -> None:
    assert only(admitted(came(resend=text)))["resend"] == number


def test_a_correction_after_the_deadline_is_held_beside_the_version_on_time() -> None:
    admission = admitted(came("on-time.xlsx"), came("late.xlsx", resend="1", received_at="2026-09-25 08:00:00"))
    assert statuses(admission) == {"on-time.xlsx": "计入", "late.xlsx": "待经办处理"}
    assert "截止后的更正" in admission.receipts.set_index("path").loc["late.xlsx", "reason"]


def test_of_two_late_versions_the_newer_stands_as_late() -> None:
    admission = admitted(
        came("one.xlsx", received_at="2026-09-25 08:00:00"), came("two.xlsx", received_at="2026-09-26 08:00:00")
    )
    assert statuses(admission) == {"one.xlsx": "已被后件替代", "two.xlsx": "逾期"}


def test_the_same_bytes_again_count_once_and_as_of_their_first_arrival() -> None:
    sha = "0" * 64
    admission = admitted(
        came("again.xlsx", sha256=sha, received_at="2026-09-25 08:00:00"), came("first.xlsx", sha256=sha)
    )
    assert statuses(admission) == {"first.xlsx": "计入", "again.xlsx": "重复来件"}


def test_a_copy_does_not_report_the_faults_of_its_original_again() -> None:
    sha = "0" * 64
    admission = admitted(came("a.xlsx", "X99", sha256=sha), came("b.xlsx", "X99", sha256=sha))
    assert statuses(admission) == {"a.xlsx": "待经办处理", "b.xlsx": "重复来件"}
    assert codes(admission) == ["A01"]


def test_versions_of_two_units_do_not_touch_each_other() -> None:
    admission = admitted(came("a.xlsx"), came("b.xlsx", "B01", received_at="2026-09-19 08:00:00"))
    assert statuses(admission) == {"a.xlsx": "计入", "b.xlsx": "计入"}


@pytest.mark.parametrize(
    "name",
    ["实验小学", "实验小学 ", "实 验 小 学", "实验小学\u200b", "\ufeff实验小学", "实小", "Ｂ０１", "b01", "　实验小学"],
)
def test_a_unit_is_matched_through_width_case_blanks_and_aliases(name: str) -> None:
    admission = admitted(came(meta_unit="", head_unit="", head_unit_name=name))
    assert (only(admission)["unit_code"], only(admission)["status"]) == ("B01", "计入")


def test_a_radical_that_only_looks_like_the_character_is_matched() -> None:
    kangxi = "\u2f45圆小学"
    assert kangxi != "方圆小学"
    assert only(admitted(came(meta_unit="", head_unit="", head_unit_name=kangxi)))["unit_code"] == "D01"


@pytest.mark.parametrize("name", ["实验小學", "实驗小学", "第二实验小学", "实验", "В01", "镇东小学", ""])
def test_a_unit_that_is_not_known_for_certain_is_held_and_never_guessed(name: str) -> None:
    admission = admitted(came(meta_unit="", head_unit="", head_unit_name=name))
    receipt = only(admission)
    assert (receipt["status"], receipt["unit_code"], codes(admission)) == ("待经办处理", "", ["A01"])
    assert name in admission.findings["found"].item()


def test_a_known_code_beside_an_unknown_name_is_held() -> None:
    admission = admitted(came(head_unit_name="不知哪所学校"))
    assert (only(admission)["status"], codes(admission)) == ("待经办处理", ["A01"])


def test_a_spelling_shared_by_two_units_means_neither() -> None:
    names = unit_names(UNITS)
    assert "镇东小学" not in names
    assert names["方圆小学"] == ("D01", "方圆小学")


def test_another_units_template_is_held_and_counts_for_neither() -> None:
    admission = admitted(came(meta_unit="B01"), came("b.xlsx", "B01"))
    assert statuses(admission) == {"a.xlsx": "待经办处理", "b.xlsx": "计入"}
    receipt = admission.receipts.set_index("path").loc["a.xlsx"]
    assert (receipt["unit_code"], codes(admission)) == ("", ["A02"])
    assert "模板：B01" in receipt["reason"] and "A01 城关中心校" in receipt["reason"]


def test_a_head_whose_code_and_name_are_two_units_is_told_with_the_unit_of_each() -> None:
    (receipt,) = admitted(came(head_unit_name="实验小学")).receipts.to_dict("records")
    assert "模板：A01（城关中心校）；表头：A01（城关中心校）、实验小学（B01）" in receipt["reason"]


@pytest.mark.parametrize("period", ["2026Q2", "", "2025Q3"])
def test_a_return_for_another_quarter_is_held_under_its_unit(period: str) -> None:
    admission = admitted(came(meta_period=period))
    assert (only(admission)["status"], only(admission)["unit_code"], codes(admission)) == (
        "待经办处理",
        "A01",
        ["A03"],
    )


def test_last_quarters_workbook_does_not_replace_this_quarters() -> None:
    admission = admitted(came("a.xlsx"), came("old.xlsx", meta_period="2026Q2", received_at="2026-09-19 09:00:00"))
    assert statuses(admission) == {"a.xlsx": "计入", "old.xlsx": "待经办处理"}


def test_an_unreadable_file_is_quarantined_with_its_reason() -> None:
    receipt = only(admitted(came(fault_code="R04", fault="加密的文件")))
    assert receipt["status"] == "隔离"
    assert "取消打开密码" in receipt["reason"] and "加密的文件" in receipt["reason"]


def test_a_registered_file_that_is_gone_is_held_and_told() -> None:
    admission = admitted(came(head=False))
    assert (only(admission)["status"], codes(admission)) == ("待经办处理", ["A06"])


def test_a_registered_file_that_was_renamed_lives_on_with_the_time_it_arrived() -> None:
    sha = "0" * 64
    admission = admitted(
        came("old-name.xlsx", sha256=sha, head=False, officer_time="2026-09-15 08:00:00"),
        came("new-name.xlsx", sha256=sha, received_at="2026-09-18 08:00:00", time_basis=TimeBasis.FILE),
    )
    assert statuses(admission) == {"new-name.xlsx": "计入", "old-name.xlsx": "重复来件"}
    kept = admission.receipts.set_index("path").loc["new-name.xlsx"]
    assert (kept["received_at"], kept["time_basis"]) == ("2026-09-15 08:00:00", "经办登记")
    assert not codes(admission)


def lines(*paths: str, book: Book = Book.ADOPTION) -> pd.DataFrame:
    blank = {column.key: "" for column in ALL_COLUMNS}
    return ReturnedRows.of(
        {"row_id": number, "path": path, "sheet": str(book), "book": book, "sheet_row": 8, "filler": "", **blank}
        for number, path in enumerate(paths)
    )


def test_a_nil_declaration_that_lists_adoptions_is_told() -> None:
    admission = admitted(came(return_type="零采用申报"), rows=lines("a.xlsx", "a.xlsx"))
    assert (codes(admission), admission.findings["found"].item()) == (["A05"], "2行")


@pytest.mark.parametrize(
    ("return_type", "rows"),
    [
        ("零采用申报", lines()),
        ("正常", lines("a.xlsx")),
        ("零采用申报", lines("a.xlsx").assign(filler="空行")),
        ("零采用申报", lines("a.xlsx", book=Book.SUBMISSION)),
    ],
)
def test_a_nil_declaration_without_lines_and_a_return_with_lines_are_in_order(
    return_type: str, rows: pd.DataFrame
) -> None:
    assert not codes(admitted(came(return_type=return_type), rows=rows))


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("更正重报", "更正重报"),
        ("更正重报第2次", "更正重报"),
        (" 零采用申报 ", "零采用申报"),
        ("", "正常"),
        ("？", "正常"),
    ],
)
def test_the_kind_of_return_is_what_the_head_begins_with(typed: str, kind: str) -> None:
    assert only(admitted(came(return_type=typed)))["return_type"] == kind


@pytest.mark.parametrize(
    ("path", "units"),
    [
        ("城关中心校2026年三季度.xlsx", {"A01"}),
        ("收件/实小 统计表.xlsx", {"B01"}),
        ("实小/表.xlsx", {"B01"}),
        ("B01_x.xlsx", {"B01"}),
        ("ｂ０１.xlsx", {"B01"}),
        ("统计表.xlsx", set()),
        ("镇东小学.xlsx", set()),
    ],
)
def test_an_unreadable_file_keeps_the_unit_its_name_contains_from_being_called_missing(
    path: str, units: set[str]
) -> None:
    receipts = admitted(came(path, fault_code="R02", fault="坏")).receipts
    assert possible_units(receipts, UNITS) == units


def test_a_file_whose_owner_is_known_tells_nothing_of_the_unit_in_its_name() -> None:
    assert possible_units(admitted(came("实验小学.xlsx", "A01")).receipts, UNITS) == frozenset()


def test_every_arrival_has_one_receipt_whatever_became_of_it() -> None:
    files = [
        came("a.xlsx"),
        came("b.xlsx", head=False),
        came("c.xlsx", fault_code="R01", fault="0字节"),
        came("d.xlsx", "X99"),
        came("e.xlsx", received_at="2026-09-30 08:00:00"),
        came("f.xlsx", sha256=f"{'a.xlsx':-<64}"),
        came("g.xlsx", received_at="2026-09-01 08:00:00"),
    ]
    found = statuses(admitted(*files))
    assert sorted(found) == [file["path"] for file in files]
    assert set(found.values()) <= set(ReceiptStatus)
    assert list(found.values()) == [
        "计入",
        "待经办处理",
        "隔离",
        "待经办处理",
        "待经办处理",
        "重复来件",
        "已被后件替代",
    ]


def test_a_workbook_of_an_unknown_template_version_is_held(tmp_path: Path) -> None:
    book = workbook(Return("A01", [row()]))
    book["_meta"]["B1"] = "1999.9"
    stream = BytesIO()
    book.save(stream)
    result = run(office(tmp_path, [Return("A01", data=stream.getvalue())]))
    assert result.scored.checked.receipts["status"].tolist() == ["待经办处理"]
    assert result.scored.findings["code"].tolist() == ["A07"]
    assert result.scored.rows["verdict"].tolist() == ["待认定"]
