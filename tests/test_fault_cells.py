"""faults.md 11 to 15 and 20 to 22: what a cell, a head or a name may say, and what comes of it, one line for each.

The cells go through the real reader and both checks; units, people and titles through a whole run.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline import publish
from pipeline.bulletin import render
from pipeline.bulletin.view import view
from pipeline.check import Checked, Places, check
from pipeline.facts import facts, name_keys
from pipeline.partners import partner_findings
from pipeline.produce import figures_of
from pipeline.run import Outcome
from schemas.records import Settled
from schemas.returned import Placements, ReturnedRows
from schemas.roster import Outlets, People
from schemas.template import HEADER_ROW
from schemas.vocabulary import Measure
from tests.checking import PERIOD, receipts
from tests.columns import USUAL, USUAL_ADOPTION
from tests.read.raw import read_folder
from tests.test_admit import UNITS, admitted, came, codes, only
from tests.workspace import SAMPLE_OFFICE, Return, office, row, run, workbook

FIRST = HEADER_ROW + 1
PUBLISHED = [column.key for column in USUAL_ADOPTION].index("published_on") + 1
LONG = "校园" * 2500


@dataclass(frozen=True)
class Case:
    """A fault of the list: what was typed into a column, what it is read as (None: the row waits), the finding."""

    fault: int
    key: str
    typed: Any
    read: Any
    code: str = ""
    words: str = ""


def day(typed: Any, read: Any, code: str = "", words: str = "") -> Case:
    return Case(11, "published_on", typed, pd.Timestamp(read) if read else None, code, words)


def count(typed: Any, read: Any, code: str = "", words: str = "") -> Case:
    return Case(12, "length", typed, read, code, words)


def author(typed: str, read: Any, code: str = "", words: str = "") -> Case:
    return Case(13, "authors", typed, read, code, words)


def title(fault: int, typed: str, read: str = "", code: str = "", words: str = "") -> Case:
    return Case(fault, "title", typed, read or typed, code, words)


CASES = [
    day(date(2026, 8, 5), "2026-08-05"),
    day("2026.8.5", "2026-08-05"),
    day("8月5日", "2026-08-05", "C05", "没有写年份"),
    day("2026年8月5日", "2026-08-05"),
    day("20260805", "2026-08-05"),
    day(20260805, "2026-08-05"),
    day("二〇二六年八月五日", "2026-08-05"),
    day("2026/8/5 上午", "2026-08-05"),
    day("26.8.5", "2026-08-05", "C14", "年份只写了两位"),
    day(46239, "2026-08-05", "C06", "日期序号"),
    day(44777, None, "C16", "不在统计期间，请写成年-月-日。是否为“2026-8-5”？"),
    day("2026-3", None, "C18", "补上是哪年哪月哪日"),
    day("3月5日", None, "C19", "请写全年月日"),
    day(8.5, "2026-08-05", "C05", "没有写年份"),
    Case(11, "precleared_on", 8.1, None, "C15", "是否为“2026-8-1”或“2026-8-10”？"),  # in a cell formatted as a date
    day(8.1, None, "C15", "是否为“2026-8-1”或“2026-8-10”？"),
    day("8.10", "2026-08-10", "C05", "没有写年份"),
    day("8月5日-6日", None, "C17", "请只填一天"),
    day("2026-2-30", None, "C04", "认不出是哪一天"),
    day("2026-12-1", None, "C07", "在收到上报表之后"),
    count(820, 820),
    count("１２", 12),
    count("1,234", 1234),
    count("820字", 820),
    count("12分", None, "C12", "整数"),
    count("约800字", None, "C12", "不写“约”"),
    count(True, None, "C12", "整数"),
    count(1e3, 1000),
    count("1e3", None, "C12", "整数"),
    count("inf", None, "C12", "整数"),
    count(-3, None, "C12", "整数"),
    count(8.5, None, "C12", "整数"),
    Case(12, "page", "3 4", None, "C12", "整数"),
    author("NA", "NA"),
    author("null", "null"),
    author("张三、李四", "张三、李四"),
    author("张 三", "张三"),
    author("张三（实习）", "张三"),
    author("", ""),
    author("欧阳 娜娜", "欧阳娜娜"),
    author("王和平", "王和平"),
    author("阿依古丽•买买提", "阿依古丽•买买提"),
    author("通讯员 张三", "张三", "C20", "“通讯员”：不是姓名，已略去"),
    author("张三 摄影", None, "C21", "“摄影”：分不清此人算不算本栏人员"),
    author("记者", None, "C24", "“记者”：不是姓名"),
    author("王和李", None, "C22", "“王和李”：分不清是不是姓名"),
    author("张三等3人", None, "C25", "人没有写全"),
    author("无", None, "C24", "此格空着不填"),
    author("张三（李四）", None, "C22", "“（李四）”"),
    Case(13, "reviewer", "审核人：李四", "李四", "C20", "“审核人”"),
    title(20, '=HYPERLINK("http://x.example","点")'),
    title(20, "+1的故事"),
    title(20, "-1的故事"),
    title(20, "@全体教师"),
    title(20, "＝1+1的故事"),
    title(20, "课后\t服务", "课后 服务"),
    title(21, "<script>alert(1)</script>"),
    title(21, "<img src=file:///etc/hostname>"),
    title(21, "<svg onload=alert(1)>"),
    title(21, "{{ 7*7 }}{% for %}"),
    title(22, LONG),
    title(22, "王𬭎、李㛃、陈堃、刘镕"),
    title(22, "校园开放日😀🎉", code="C23", words="“😀🎉”：是表情符号"),
]
DOTTED = next(number for number, one in enumerate(CASES) if "阿依古丽" in str(one.typed))
KNOWN = ("王和平", "欧阳娜娜")


def bytes_of(book: openpyxl.Workbook) -> bytes:
    """The workbook with text left text where openpyxl would make a formula, and pasted numbers in cells without a format."""
    sheet = book["采用明细"]
    for cells in sheet.iter_rows(min_row=FIRST):
        for cell in cells:
            if cell.data_type == "f":
                cell.data_type = "s"
            if cell.data_type == "n" and cell.column == PUBLISHED:
                cell.number_format = "General"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checked, pd.DataFrame]:
    """All cases as lines of one workbook, read and checked; and the lines as read."""
    lines = [row(**{"title": f"第{number}篇", one.key: one.typed}) for number, one in enumerate(CASES)]
    data = bytes_of(workbook(Return("A01", lines)))
    reading = read_folder(tmp_path_factory.mktemp("cells"), {"a.xlsx": data}, 1)
    people = People.of({**dict.fromkeys(People.headers(), ""), "person_code": name, "name": name, "unit_code": "A01"} for name in KNOWN)  # fmt: skip
    return check(reading.rows, receipts("a.xlsx"), reading.placements, PERIOD, USUAL, name_keys(people)), reading.rows


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=lambda one: f"{one.fault} {one.typed}"[:40] if isinstance(one, Case) else "")  # fmt: skip
def test_what_is_typed_is_read_as_documented_or_told_at_its_cell(
    result: tuple[Checked, pd.DataFrame], number: int, case: Case
) -> None:
    checked = result[0]
    told = checked.findings[checked.findings["row_id"] == number]
    assert told["code"].tolist() == ([case.code] if case.code else [])
    assert all(cell.endswith(str(FIRST + number)) for cell in told["cell"])
    assert all(case.words in action for action in told["action"])
    parsed = checked.parsed[checked.parsed["row_id"] == number]
    assert parsed[case.key].tolist() == ([] if case.read is None else [case.read])
    assert (number in checked.waiting) == (case.read is None)


def test_what_was_typed_stands_in_the_audit_as_typed_and_runs_nowhere(
    result: tuple[Checked, pd.DataFrame],
) -> None:
    content = publish.csv_bytes(ReturnedRows, result[1]).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(content, newline="")))
    for line, case in zip(lines, CASES, strict=True):
        shown = line["标题"]
        assert not shown.startswith(publish.RISKY_STARTS[:-1])
        if case.key == "title":
            assert shown.removeprefix("'") == case.typed


def book_of_1904() -> bytes:
    """A workbook of the other calendar: a real date, and a bare number that a Mac wrote for the same day."""
    book = workbook(Return("A01", [row(title="日期"), row(title="序号", published_on=46239 - 1462)]))
    book.epoch = CALENDAR_MAC_1904
    return bytes_of(book)


def test_11_in_a_workbook_of_1904_dates_are_right_and_bare_numbers_are_asked_with_the_right_day(tmp_path: Path) -> None:
    reading = read_folder(tmp_path, {"a.xlsx": book_of_1904()}, 1)
    checked = check(reading.rows, receipts("a.xlsx"), reading.placements, PERIOD, USUAL)
    assert checked.parsed["published_on"].tolist() == [pd.Timestamp(2026, 8, 5)]
    assert checked.findings["code"].tolist() == ["C16"]
    assert "是否为“2026-8-5”？" in checked.findings["action"].item()


# --- 14 and 15: whose a file is ---


@pytest.mark.parametrize("typed", ["实验小学 ", "实　验小学", "实\u200b验小学", "实小", "实小 ", "b01"], ids=repr)
def test_14_a_unit_is_matched_through_blanks_width_and_aliases_and_another_spelling_is_told(typed: str) -> None:
    admission = admitted(came(unit="B01", head_unit_name=typed))
    assert (only(admission)["unit_code"], only(admission)["status"]) == ("B01", "计入")
    assert codes(admission) == ["C08"]
    assert admission.findings["action"].item() == "已认作“实验小学”，请以后照名录填写"


@pytest.mark.parametrize("typed", ["⽅圆小学", "方圆小学"])
def test_14_a_kangxi_radical_is_the_character_it_looks_like(typed: str) -> None:
    assert only(admitted(came(unit="D01", head_unit_name=typed)))["unit_code"] == "D01"


@pytest.mark.parametrize(
    ("unit", "typed", "asked"),
    [
        ("A01", "城関中心校", "是否为“城关中心校”？"),
        ("B01", "實驗小学", ""),
        ("D02", "城北小學", "是否为“城北小学”？"),
        ("", "С01", ""),  # the first letter is Cyrillic
        ("", "城北О小学", "是否为“城北小学”？"),  # so is the О
        ("", "镇东小学", ""),  # an alias of two units
        ("", "某某公司", ""),
    ],
)
def test_15_a_unit_that_only_looks_like_one_is_held_with_a_question_and_never_merged(
    unit: str, typed: str, asked: str
) -> None:
    admission = admitted(came(unit=unit, head_unit_name=typed))
    receipt = only(admission)
    assert (receipt["unit_code"], receipt["status"], codes(admission)) == ("", "待经办处理", ["A01"])
    action = admission.findings["action"].item()
    assert action == "认不出填报单位，请用办公室发给本单位的模板填写" + (f"。{asked}" if asked else "")


def test_15_a_partner_that_is_not_on_the_roster_is_asked_for_and_an_alias_is_told() -> None:
    line = {"path": "a.xlsx", "book": "采用明细", "sheet": "采用明细", "sheet_row": 8, "unit_code": "A01", "row_id": 0}
    sent = pd.DataFrame([{**line, "verdict": "待认定", "partners": "城北小學、实小、教研室"}])
    places = Places(Placements.of([{"path": "a.xlsx", "sheet": "采用明细", "book": "采用明细", "key": "partners", "letter": "F"}]))  # fmt: skip
    stranger, alias = partner_findings(sent, UNITS, places.finding)
    assert (stranger["code"], stranger["cell"], stranger["found"]) == ("S11", "F8", "城北小學")
    assert str(stranger["action"]).endswith("是否为“城北小学”？")
    assert (alias["code"], alias["found"], alias["action"]) == ("C08", "实小", "已认作“实验小学”，请以后照名录填写")


def test_13_a_name_with_another_dot_is_the_rosters_person(result: tuple[Checked, pd.DataFrame]) -> None:
    person = {**dict.fromkeys(People.headers(), ""), "person_code": "P9", "name": "阿依古丽·买买提", "unit_code": "A01"}
    known = facts(result[0].parsed, UNITS, Outlets.blank(), People.of([person]), PERIOD)
    assert known.loc[known["row_id"] == DOTTED, "authors"].tolist() == ["阿依古丽·买买提"]


# --- through a whole run ---


HOSTILE = [one for one in CASES if one.fault in (20, 21, 22)]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """张三 of two units, a line nobody signed, misspelled names, and every hostile title, counted by the real rules."""
    lines = [
        row(title="甲", authors="张三"),
        row(title="乙", authors=""),
        row(title="丙", authors="王小明"),
        row(title="丁", outlet_text="安平日報"),
        *(row(title=one.typed) for one in HOSTILE),
    ]
    sent = workbook(Return("A01", lines))
    sent["采用明细"]["C2"] = "城关"
    other = Return("B01", [row(title="戊", authors="张三"), row(title="己", authors="王五丶李四")])
    folder = tmp_path_factory.mktemp("run")
    waits, counts = "no-author.then: {reading: waiting", "no-author.then: {reading: warned"
    yaml = SAMPLE_OFFICE.read_text("utf-8").replace(waits, counts)
    return run(office(folder, [Return("A01", data=bytes_of(sent)), other], yaml=yaml))


def settled(outcome: Outcome, title: str) -> dict[str, Any]:
    rows = outcome.scored.settled
    return {str(key): value for key, value in rows[rows["title"] == title].iloc[0].items()}


def told(outcome: Outcome, code: str) -> list[tuple[str, str]]:
    found = outcome.scored.findings
    return list(found.loc[found["code"] == code, ["found", "action"]].itertuples(index=False, name=None))


def test_13_one_name_in_two_units_is_two_people(outcome: Outcome) -> None:
    people = outcome.totals.people
    same = people[people["name"] == "张三"]
    assert sorted(zip(same["person"], same["unit_code"], strict=True)) == [("P001", "A01"), ("P004", "B01")]


def test_13_points_without_an_author_are_in_the_units_total_and_the_sums_tie(outcome: Outcome) -> None:
    ledger = outcome.scored.ledger
    own = ledger[ledger["row_id"] == settled(outcome, "乙")["row_id"]]
    assert own.loc[own["measure"] == Measure.ITEMS, "amount"].tolist() == [1]
    assert own.loc[own["measure"] == Measure.UNIT_POINTS, "amount"].sum() > 0
    assert set(own["person"]) == {""}
    for measure, column in ((Measure.ITEMS, "items"), (Measure.UNIT_POINTS, "points"), (Measure.CASH, "cash")):
        assert ledger.loc[ledger["measure"] == measure, "amount"].sum() == outcome.totals.units[column].sum()


def test_13_a_person_not_on_the_roster_is_a_person_and_told(outcome: Outcome) -> None:
    assert ("王小明", "此人不在名录，请核对姓名；姓名无误的，由办公室核对是否补入名录") in told(outcome, "S01")


def test_13_names_that_nothing_known_separates_wait(outcome: Outcome) -> None:
    assert "“王五丶李四”" in told(outcome, "C22")[0][1]
    assert "己" not in set(outcome.scored.settled["title"])


def test_14_the_heads_short_name_is_told_to_the_unit(outcome: Outcome) -> None:
    assert ("城关", "已认作“城关中心校”，请以后照名录填写") in told(outcome, "C08")


def test_15_an_outlet_in_other_characters_waits_with_a_question_and_is_not_merged(outcome: Outcome) -> None:
    assert (settled(outcome, "丁")["outlet"], settled(outcome, "丁")["verdict"]) == ("", "待认定")
    ((found, action),) = told(outcome, "S02")
    assert found == "安平日報"
    assert action.endswith("是否为“安平日报”或“安平都市网”？") or action.endswith("是否为“安平日报”？")


@pytest.mark.parametrize("case", HOSTILE, ids=lambda one: f"{one.fault} {one.typed}"[:30])
def test_20_to_22_a_title_is_text_from_the_cell_to_the_csv_and_the_page(outcome: Outcome, case: Case) -> None:
    assert settled(outcome, case.read)["verdict"] == "认定"
    content = publish.csv_bytes(Settled, outcome.scored.settled).decode("utf-8-sig")
    shown = [line["刊发标题"] for line in csv.DictReader(io.StringIO(content, newline=""))]
    assert publish.harmless(case.read) in shown
    page = render.html(view(figures_of(outcome)))
    assert str(escape(case.read, quote=False)) in page.replace("&#34;", '"').replace("&#39;", "'")
    assert page.count("<script") == 1  # the page's own
    assert not any(tag in page for tag in ("<img src", "<svg onload"))
