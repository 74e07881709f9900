"""The two checks: each fault at its cell, all faults of a row at once, and good rows go on."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check import Places, check
from schemas.records import Parsed
from schemas.returned import FORMULA_WITHOUT_VALUE, Placements
from tests.checking import ADOPTIONS_ONLY, ANY_CELL, KEYS, LETTERS, PERIOD, checked, receipts, told
from tests.columns import USUAL_ADOPTION
from tests.read.raw import book, line, read_folder
from tests.workspace import Return, office, row, run, workbook


def test_a_sound_line_goes_on_with_typed_values_and_no_finding() -> None:
    result = checked({"precleared_on": "2026年8月1日", "authors": "张三，李 四", "title": " 课后\u200b服务 "})
    (line,) = result.parsed.to_dict("records")
    assert (told(result), result.waiting) == ([], frozenset())
    assert (line["title"], line["authors"], line["paid"]) == ("课后服务", "张三、李四", False)
    assert (line["published_on"], line["precleared_on"]) == (pd.Timestamp(2026, 8, 5), pd.Timestamp(2026, 8, 1))
    assert line["row_key"] == "A01-采用-8@a.xlsx"


@pytest.mark.parametrize(
    ("line", "code", "cell", "found"),
    [
        ({"title": ""}, "C01", "B8", ""),
        ({"title": " \u200b\u3000"}, "C01", "B8", "\u200b"),
        ({"outlet_text": ""}, "C01", "G8", ""),
        ({"method": ""}, "C01", "H8", ""),
        ({"published_on": ""}, "C01", "J8", ""),
        ({"title": "#REF!"}, "C02", "B8", "#REF!"),
        ({"authors": "#SPILL!"}, "C02", "E8", "#SPILL!"),
        ({"remark": FORMULA_WITHOUT_VALUE}, "C02", "U8", FORMULA_WITHOUT_VALUE),
        ({"method": "#N/A"}, "C02", "H8", "#N/A"),
        ({"published_on": FORMULA_WITHOUT_VALUE}, "C02", "J8", FORMULA_WITHOUT_VALUE),
        ({"method": "头条"}, "C03", "H8", "头条"),
        ({"paid": "也许"}, "C03", "Q8", "也许"),
        ({"published_on": "2026-3"}, "C18", "J8", "2026-3"),
        ({"published_on": "2026-02-30"}, "C04", "J8", "2026-02-30"),
        ({"precleared_on": "上周"}, "C04", "P8", "上周"),
        ({"published_on": "2026-09-19"}, "C07", "J8", "2026-09-19"),
        ({"method": "批示"}, "C10", "N8", ""),
    ],
)
def test_a_fault_is_told_at_its_cell_with_what_stands_there_and_its_row_waits(
    line: dict[str, str], code: str, cell: str, found: str
) -> None:
    result = checked(line)
    ((told_code, told_cell, told_found),) = told(result)
    assert (told_code, told_cell, told_found.strip()) == (code, cell, found.strip())
    assert result.waiting == {0}
    assert len(result.parsed) == 0
    finding = result.findings.iloc[0]
    assert (finding["unit_code"], finding["sheet"], finding["row_id"]) == ("A01", "采用明细", 0)
    assert finding["action"] and finding["expected"]


@pytest.mark.parametrize(
    ("line", "code", "cell"),
    [({"published_on": "8月5日"}, "C05", "J8"), ({"published_on": "46239"}, "C06", "J8")],
)
def test_a_date_read_with_help_is_told_and_its_row_goes_on(line: dict[str, str], code: str, cell: str) -> None:
    result = checked(line)
    assert [(found[0], found[1]) for found in told(result)] == [(code, cell)]
    assert list(result.parsed["published_on"]) == [pd.Timestamp(2026, 8, 5)]
    assert not result.waiting


def test_publication_on_the_day_of_arrival_is_in_order() -> None:
    assert not told(checked({"published_on": "2026-09-18"}))


def test_an_error_and_an_uncalculated_formula_in_a_real_sheet_are_told_at_their_own_cells(tmp_path: Path) -> None:
    sheet = (
        line(8, outlet_text='<c r="G8" t="e"><f>A1/0</f><v>#DIV/0!</v></c>')
        + line(9, published_on='<c r="J9"><f>TODAY()</f></c>')
        + line(10, title='<c r="B10" t="e"><v>#SPILL!</v></c>')
        + line(11, title='<c r="B11" t="str"><f>"a"</f><v>算出</v></c>')
    )
    reading = read_folder(tmp_path, {"a.xlsx": book(sheet)}, 1)
    result = check(reading.rows, receipts("a.xlsx"), reading.placements, PERIOD, ADOPTIONS_ONLY)
    assert told(result) == [
        ("C02", "G8", "#DIV/0!"),
        ("C02", "J9", FORMULA_WITHOUT_VALUE),
        ("C02", "B10", "#SPILL!"),
    ]
    assert list(result.parsed["title"]) == ["算出"]


def test_good_rows_go_on_while_bad_rows_wait() -> None:
    result = checked({}, {"title": ""}, {}, {"published_on": "?"}, {})
    assert list(result.parsed["row_id"]) == [0, 2, 4]
    assert result.waiting == {1, 3}
    assert [found[1] for found in told(result)] == ["B9", "J11"]


def test_all_faults_of_a_row_are_told_at_once_and_each_only_once() -> None:
    result = checked(
        {
            "title": "",
            "authors": "#REF!",
            "method": "批示",
            "origin": "抄来的",
            "published_on": "2026-13-1",
            "precleared_on": "#N/A",
        }
    )
    assert sorted((code, cell) for code, cell, _ in told(result)) == [
        ("C01", "B8"),
        ("C02", "E8"),
        ("C02", "P8"),
        ("C03", "I8"),
        ("C04", "J8"),
        ("C10", "N8"),
    ]
    assert result.waiting == {0}


def test_a_blank_or_broken_date_is_not_told_a_second_time_as_unreadable() -> None:
    assert [found[0] for found in told(checked({"published_on": ""}, {"published_on": "#REF!"}))] == ["C01", "C02"]


def test_an_instruction_level_outside_the_list_is_told_once() -> None:
    result = checked({"method": "批示", "instruction_level": "乡级"})
    assert told(result) == [("C03", "N8", "乡级")]


def test_findings_follow_a_column_that_was_moved() -> None:
    moved = {**LETTERS, "title": "G", "outlet_text": "B"}
    assert [found[1] for found in told(checked({"title": "", "outlet_text": ""}, letters=moved))] == ["G8", "B8"]


def test_a_fault_in_a_column_the_sheet_does_not_have_is_told_without_a_cell() -> None:
    without = {key: letter for key, letter in LETTERS.items() if key != "instruction_level"}
    assert told(checked({"method": "批示"}, letters=without)) == [("C10", "", "")]


@pytest.mark.parametrize("method", ["全文", " 全 文 ", "全\u200b文", "全文\n"])
def test_a_choice_is_recognised_through_blanks_and_put_in_the_templates_spelling(method: str) -> None:
    result = checked({"method": method, "paid": "是"})
    assert (list(result.parsed["method"]), list(result.parsed["paid"])) == (["全文"], [True])


def test_filler_lines_and_files_that_do_not_count_are_left_out() -> None:
    result = checked({"filler": "小计", "title": ""}, {"path": "held.xlsx", "title": ""}, {})
    assert (list(result.parsed["row_id"]), told(result), result.waiting) == ([2], [], frozenset())


@pytest.mark.parametrize("paths", [(), ("a.xlsx",)])
def test_no_line_at_all_gives_blank_tables(paths: tuple[str, ...]) -> None:
    result = checked(paths=paths)
    assert (len(result.parsed), len(result.findings), result.waiting) == (0, 0, frozenset())


@pytest.mark.parametrize("text", ["NA", "null", "None", "nan", "007", "=1+1", "<script>"])
def test_texts_that_libraries_take_for_something_else_stay_as_typed(text: str) -> None:
    result = checked({"title": text, "outlet_text": text, "evidence_no": text})
    (line,) = result.parsed.to_dict("records")
    assert (line["title"], line["outlet_text"], line["evidence_no"]) == (text, text, text)


@pytest.mark.parametrize(
    ("value", "found"),
    [(pd.NaT, ""), (pd.Timestamp(2026, 8, 5), "2026-08-05"), (pd.Timestamp(2026, 8, 5, 9, 5), "2026-08-05 09:05"), (3, "3")],
)  # fmt: skip
def test_a_finding_shows_what_stands_in_a_cell_as_a_person_writes_it(value: object, found: str) -> None:
    line = {"path": "a.xlsx", "book": "采用明细", "sheet": "采用明细", "sheet_row": 8, "unit_code": "A01", "row_id": 0}
    places = Places(Placements.blank())
    assert places.finding("S03", {**line, "precleared_on": value}, "precleared_on")["found"] == found


def test_a_choice_off_the_list_is_told_what_may_be_chosen_and_what_may_be_meant() -> None:
    result = checked({"channel": "直接投搞"}, {"method": "头条"})
    assert result.findings["action"].tolist() == [
        "请从下拉选项中选一项：局推荐、直接投稿。是否为“直接投稿”？",
        "请从下拉选项中选一项：全文、综合、批示",
    ]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, ANY_CELL)), max_size=20))
def test_whatever_is_typed_every_row_either_goes_on_or_waits_with_a_reason(lines: list[dict[str, str]]) -> None:
    result = checked(*lines)
    assert sorted([*result.parsed["row_id"], *result.waiting]) == list(range(len(lines)))
    errors = result.findings[result.findings["severity"] == "错误"]
    assert set(errors["row_id"]) == result.waiting
    assert list(result.parsed.columns) == list(Parsed.headers())


def test_a_column_the_assessment_needs_and_the_return_lacks_is_named(tmp_path: Path) -> None:
    sent = Return("A01", [row()])
    book = workbook(sent)
    book["采用明细"].delete_cols([column.key for column in USUAL_ADOPTION].index("reviewer") + 1)
    stream = BytesIO()
    book.save(stream)
    found = run(office(tmp_path, [Return("A01", data=stream.getvalue())])).scored.findings
    assert found.loc[found["code"] == "R25", "found"].tolist() == ["审稿人"]
