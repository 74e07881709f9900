"""faults.md 10: whose the lines are and which period is meant, by the words of the workbook's own cells."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from pipeline.admit.identity import names_period, strangers
from schemas.layouts import LAYOUTS, layout_of
from schemas.template import HEADER_ROW, VERSION
from tests.read.opened import ods_table, text_table, texts_of
from tests.test_admit import PERIOD, admitted, came, codes, only
from tests.workspace import Return, office, row, run, workbook

NOTHING = {"meta_unit": "", "meta_period": "", "template_version": ""}
NAMES = {"a01": ("A01", "城关中心校"), "城关中心校": ("A01", "城关中心校"), "实验小学": ("B01", "实验小学")}


@pytest.mark.parametrize(
    "words",
    [
        "2026年6月21日至2026年9月20日",
        "2026年6月21日 — 2026年9月20日",
        "2026-06-21至2026-9-20",
        "2026.6.21-2026.9.20",
        "２０２６年６月２１日至２０２６年９月２０日",
        "2026Q3",
        "2026年第三季度",
    ],
)
def test_the_period_is_known_by_its_days_its_name_or_its_id(words: str) -> None:
    assert names_period(words, PERIOD)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "统计期间",
        "三季度",
        "2026年第二季度",
        "2026Q2",
        "2025年6月21日至2025年9月20日",
        "2026年6月21日",
        "2026年6月21日至2026年9月21日",
        "2026年6月31日至2026年9月20日",
        "2026年6月21日至2026年9月20日（2026年6月1日起）",
    ],
)
def test_words_that_do_not_name_the_period_exactly_do_not_name_it(words: str) -> None:
    assert not names_period(words, PERIOD)


@pytest.mark.parametrize(
    ("said", "others"),
    [
        ("", []),
        ("城关中心校", []),
        ("城关 中心校；A01", []),
        ("城关中心校；实验小学", ["实验小学"]),
        ("语文组", ["语文组"]),
        ("城关中心校、实验小学", ["城关中心校、实验小学"]),
    ],
)
def test_names_that_are_not_the_units_own_are_strangers(said: str, others: list[str]) -> None:
    assert strangers(said, "A01", NAMES) == others


def test_without_the_hidden_sheet_the_head_gives_unit_and_period_and_that_is_told() -> None:
    admission = admitted(came(**NOTHING))
    receipt = only(admission)
    assert (receipt["unit_code"], receipt["period"], receipt["status"]) == ("A01", "2026Q3", "计入")
    assert (codes(admission), admission.findings["found"].item()) == (["R36"], PERIOD.window)


@pytest.mark.parametrize("window", ["", "2026年3月21日至2026年6月20日", "第三季度"])
def test_without_the_hidden_sheet_a_head_that_does_not_name_the_period_is_held(window: str) -> None:
    admission = admitted(came(**NOTHING, head_window=window))
    assert (only(admission)["status"], codes(admission)) == ("待经办处理", ["A03"])
    assert (window or "没有考核期") in only(admission)["reason"]


def test_without_the_hidden_sheet_a_head_without_a_known_unit_is_held() -> None:
    admission = admitted(came(**NOTHING, head_unit="", head_unit_name="某某学校"))
    assert (only(admission)["status"], codes(admission)) == ("待经办处理", ["A01"])


@pytest.mark.parametrize("lost", ["meta_period", "template_version"])
def test_a_hidden_sheet_that_lost_a_part_is_not_mended_from_the_head(lost: str) -> None:
    assert only(admitted(came(**{lost: ""})))["status"] == "待经办处理"


def test_a_head_that_names_another_period_than_the_hidden_sheet_is_told() -> None:
    admission = admitted(came(head_window="2026年3月21日至2026年6月20日"))
    assert (only(admission)["status"], codes(admission)) == ("计入", ["R37"])


def test_a_head_that_names_no_period_is_no_disagreement() -> None:
    assert not codes(admitted(came(head_window="")))


def test_lines_said_to_be_another_units_hold_the_file_and_count_for_nobody() -> None:
    admission = admitted(came(row_units="城关中心校；实验小学"))
    receipt = only(admission)
    assert (receipt["status"], receipt["unit_code"], codes(admission)) == ("待经办处理", "A01", ["R33"])
    assert "实验小学" in receipt["reason"]
    assert admission.said == {"B01"}, "the other unit is not called missing while its lines lie here"


def test_lines_all_said_to_be_the_units_own_are_in_order() -> None:
    assert not codes(admitted(came(row_units="城关中心校；城关学区")))


@pytest.mark.parametrize(("name", "data"), [("a.csv", text_table(texts_of())), ("a.ods", ods_table(texts_of()))])
def test_a_return_without_a_hidden_sheet_goes_through_a_whole_run(tmp_path: Path, name: str, data: bytes) -> None:
    outcome = run(office(tmp_path, [Return("A01", name=name, data=data)]))
    receipts = outcome.scored.checked.receipts
    assert list(zip(receipts["path"], receipts["unit_code"], receipts["status"], strict=True)) == [
        (name, "A01", "计入")
    ]
    assert outcome.scored.rows["verdict"].tolist() == ["认定"]
    assert outcome.scored.findings["code"].tolist() == ["R36"]


def mixed(tmp_path: Path) -> openpyxl.Workbook:
    """One unit's workbook with a line of another unit pasted in, and a column that says so."""
    book = workbook(Return("A01", [row(), row(title="另一篇", authors="王五")]))
    sheet = book["采用明细"]
    at = sheet.max_column + 1
    for number, text in enumerate(("撰稿人单位", "城关中心校", "实验小学"), start=HEADER_ROW):
        sheet.cell(number, at).value = text
    return book


def test_two_units_lines_in_one_workbook_wait_in_a_whole_run_and_give_nobody_points(tmp_path: Path) -> None:
    stream = BytesIO()
    mixed(tmp_path).save(stream)
    outcome = run(office(tmp_path, [Return("A01", data=stream.getvalue())]))
    assert outcome.scored.checked.receipts["status"].tolist() == ["待经办处理"]
    assert outcome.scored.rows["verdict"].tolist() == ["待认定", "待认定"]
    assert outcome.scored.ledger.empty or not (outcome.scored.ledger["basis"] == "填报行").any()


def test_an_unknown_version_is_read_as_the_present_one_and_left_to_admission() -> None:
    assert layout_of("1999.9") is layout_of("") is LAYOUTS[VERSION]
