"""faults.md 1, 5, 6, 7: what readers hide or lose is seen in the raw file, and no row goes missing in silence."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.read.guard import Unreadable
from pipeline.read.scan import scan_sheets
from pipeline.read.sheet import MAX_COLUMNS, MAX_ROWS, column_letter, column_number
from schemas.returned import FORMULA_WITHOUT_VALUE
from schemas.template import HEADER_ROW
from tests.read.raw import (
    FIRST,
    LETTERS,
    MAIN,
    book,
    cells,
    code_of,
    found_at,
    header,
    line,
    packed,
    parts,
    read_folder,
    reading_of,
    sheet,
    table_of,
    text_cell,
)


def titles(rows: list[dict[str, str | int]]) -> list[str]:
    return [str(row["title"]) for row in rows]


def titled(number: int) -> str:
    return line(number, title=text_cell(f"B{number}", f"第{number}行"))


def test_column_letters_and_numbers_are_each_others_inverse_over_all_columns() -> None:
    assert [column_number(column_letter(number)) for number in range(1, 16_385)] == list(range(1, 16_385))
    assert (column_letter(16_384), column_number("AA")) == ("XFD", 27)


def test_a_cell_at_the_far_corner_is_refused_before_the_reader_that_would_abort_meets_it(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, book(line(FIRST) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert (reading.fault_code, reading.fault) == ("R07", "单元格 XFD1048576")


def test_a_run_survives_the_far_corner_and_reads_the_others(tmp_path: Path) -> None:
    far = book(line(FIRST) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    reading = read_folder(tmp_path, {"good.xlsx": book(line(FIRST)), "far.xlsx": far})
    assert dict(zip(reading.heads["path"], reading.heads["fault_code"], strict=True)) == {
        "far.xlsx": "R07",
        "good.xlsx": "",
    }
    assert list(reading.rows["path"]) == ["good.xlsx"]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (MAX_ROWS, 3, ""),
        (MAX_ROWS + 1, 3, "R07"),
        (FIRST + 1, MAX_COLUMNS, ""),
        (FIRST + 1, MAX_COLUMNS + 1, "R07"),
    ],
)
def test_content_may_stand_up_to_the_limits_and_not_beyond(tmp_path: Path, row: int, column: int, code: str) -> None:
    reference = f"{column_letter(column)}{row}"
    data = book(line(FIRST) + f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>')
    reading = reading_of(tmp_path, data)
    assert reading.fault_code == code
    assert len(reading.rows) == (0 if code else 2)


def test_16384_filled_columns_are_refused(tmp_path: Path) -> None:
    wide = "".join(f'<c r="{column_letter(number)}{FIRST}"><v>1</v></c>' for number in range(1, 16_385))
    assert code_of(tmp_path, book(f'<row r="{FIRST}">{wide}</row>')) == "R07"


def test_16384_formatted_empty_columns_are_read(tmp_path: Path) -> None:
    wide = "".join(f'<c r="{column_letter(number)}{FIRST}" s="0"/>' for number in range(len(LETTERS) + 1, 16_385))
    reading = reading_of(tmp_path, book(line(FIRST, wide)))
    assert (reading.fault_code, len(reading.rows)) == ("", 1)


def test_300000_formatted_empty_rows_are_read_within_seconds(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(FIRST + 1, 300_000))
    data = book(titled(FIRST) + empty + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    begun = time.process_time()  # a busy machine is no fault
    reading = reading_of(tmp_path, data)
    assert (reading.fault_code, titles(reading.rows)) == ("", [f"第{FIRST}行"])
    assert time.process_time() - begun < 15


def test_far_formatting_that_only_the_careful_reader_could_read_is_refused(tmp_path: Path) -> None:
    rows = titled(FIRST + 1) + titled(FIRST) + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert code_of(tmp_path, book(rows)) == "R07"


def strings(text: str, count: str) -> str:
    return f'<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}"><si><t>{text}</t></si></sst>'


def shared(reference: str, index: str) -> str:
    return f'<c r="{reference}" t="s"><v>{index}</v></c>'


@pytest.mark.parametrize("count", ["4294967295", "9223372036854775807", "99999999999999999999", "-1", "many"])
def test_a_forged_count_of_strings_costs_only_its_own_file(tmp_path: Path, count: str) -> None:
    forged = book(line(FIRST, title=shared(f"B{FIRST}", "0")), strings=strings("标题", count))
    reading = read_folder(tmp_path, {"forged.xlsx": forged, "good.xlsx": book(line(FIRST))})
    assert set(reading.heads.loc[reading.heads["path"] == "good.xlsx", "fault_code"]) == {""}
    assert reading.heads.loc[reading.heads["path"] == "forged.xlsx", "fault_code"].item() in ("", "R02")
    assert "good.xlsx" in set(reading.rows["path"])


def test_a_huge_forged_count_never_reaches_the_reader_that_would_abort(tmp_path: Path) -> None:
    forged = book(line(FIRST, title=shared(f"B{FIRST}", "0")), strings=strings("标题", "4294967295"))
    assert code_of(tmp_path, forged) == "R02"


def test_shared_strings_are_read(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, book(line(FIRST, title=shared("B8", "0")), strings=strings("标题", "1")))
    assert titles(reading.rows) == ["标题"]


@pytest.mark.parametrize("index", ["1", "x", ""])
def test_a_cell_whose_shared_string_does_not_exist_is_a_damaged_file(tmp_path: Path, index: str) -> None:
    data = book(line(FIRST, title=shared("B8", index)), strings=strings("标题", "1"))
    assert (code_of(tmp_path, data) == "R02") == bool(index)


def test_the_reading_aid_above_a_character_is_no_content(tmp_path: Path) -> None:
    guide = f'<sst xmlns="{MAIN}"><si><t></t><rPh sb="0" eb="1"><t>biao</t></rPh></si></sst>'
    data = book(line(FIRST) + f'<row r="{FIRST + 1}">{shared(f"B{FIRST + 1}", "0")}</row>', strings=guide)
    reading = reading_of(tmp_path, data)
    assert (reading.fault_code, len(reading.rows), table_of(reading).scanned_rows) == ("", 1, 1)


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", f"A1:U{FIRST}", "B9:C9"])
def test_a_dimension_that_is_too_small_loses_no_row(tmp_path: Path, dimension: str) -> None:
    reading = reading_of(tmp_path, book(titled(8) + titled(9) + titled(10), dimension=dimension))
    assert titles(reading.rows) == ["第8行", "第9行", "第10行"]
    assert table_of(reading).scanned_rows == 3


def test_rows_out_of_order_are_all_read_each_at_its_place(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, book(titled(10) + titled(8) + titled(9)))
    assert [(row["sheet_row"], row["title"]) for row in reading.rows] == [(8, "第8行"), (9, "第9行"), (10, "第10行")]


def test_cells_out_of_order_are_all_read_each_at_its_place(tmp_path: Path) -> None:
    backwards = "".join(reversed(cells(FIRST).values()))
    straight = reading_of(tmp_path, book(line(FIRST))).rows
    assert reading_of(tmp_path, book(f'<row r="{FIRST}">{backwards}</row>')).rows == straight


def test_cells_and_rows_without_references_are_read_where_they_stand(tmp_path: Path) -> None:
    bare = line(FIRST).replace(f'r="{FIRST}"', "")
    for letter in LETTERS.values():
        bare = bare.replace(f' r="{letter}{FIRST}"', "")
    # a line without serial number begins in column B, so give it one
    bare = bare.replace("<row >", '<row ><c t="inlineStr"><is><t>1</t></is></c>')
    reading = reading_of(tmp_path, book(bare))
    assert (reading.fault_code, reading.rows[0]["sheet_row"], reading.rows[0]["title"]) == (
        "",
        FIRST,
        "课后服务展新貌",
    )


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(line(FIRST, text_cell("U8", "一") + text_cell("U8", "二")), id="the same cell twice running"),
        pytest.param(line(FIRST, text_cell("B8", "又一标题")), id="a cell again after others"),
        pytest.param(line(FIRST) + line(FIRST), id="the same row twice running"),
        pytest.param(line(8) + line(9) + line(8), id="a row again after others"),
        pytest.param(f'<row r="8">{text_cell("B9", "题")}</row>', id="a cell in a row not its own"),
        pytest.param(f'<row r="8">{text_cell("标8", "题")}</row>', id="a reference that is none"),
    ],
)
def test_what_stands_twice_in_the_raw_file_is_refused_because_readers_disagree_on_it(tmp_path: Path, rows: str) -> None:
    assert code_of(tmp_path, book(rows)) == "R08"


def test_two_sheets_of_one_name_are_refused(tmp_path: Path) -> None:
    content = parts({"采用明细": sheet(line(FIRST)), "其他": sheet("", head="")})
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace("其他", "采用明细")
    assert code_of(tmp_path, packed(content)) == "R08"


@pytest.mark.parametrize("number", ["x", "1e3", "8.5"])
def test_a_row_number_that_is_none_is_a_damaged_file_and_no_crash(tmp_path: Path, number: str) -> None:
    assert code_of(tmp_path, book(f'<row r="{number}">{text_cell("B8", "题")}</row>')) == "R02"


def test_a_formula_never_calculated_is_marked_in_its_cell_and_is_neither_zero_nor_empty(tmp_path: Path) -> None:
    data = book(line(FIRST, published_on=f'<c r="J{FIRST}"><f>TODAY()</f></c>'))
    reading = reading_of(tmp_path, data)
    assert reading.rows[0]["published_on"] == FORMULA_WITHOUT_VALUE
    assert not found_at(reading, "R21")


def test_a_line_that_holds_nothing_but_an_uncalculated_formula_is_still_a_line(tmp_path: Path) -> None:
    data = book(line(FIRST) + f'<row r="{FIRST + 1}"><c r="U{FIRST + 1}"><f>NOW()</f><v></v></c></row>')
    reading = reading_of(tmp_path, data)
    assert [row["remark"] for row in reading.rows] == ["", FORMULA_WITHOUT_VALUE]
    assert (reading.fault_code, table_of(reading).scanned_rows) == ("", 2)


@pytest.mark.parametrize(
    "error", ["#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"]
)
def test_an_error_value_stays_in_its_cell_as_it_is(tmp_path: Path, error: str) -> None:
    data = book(line(8, outlet_text=f'<c r="G8" t="e"><f>A1/0</f><v>{error}</v></c>') + titled(9))
    reading = reading_of(tmp_path, data)
    assert [row["outlet_text"] for row in reading.rows] == [error, "安平日报"]
    assert not found_at(reading, "R21"), "an error is no result that was read"


@pytest.mark.parametrize("error", ["#FIELD!", "#BLOCKED!", "#GETTING_DATA", "#NEW_IN_2030!"])
def test_an_error_value_nobody_has_heard_of_is_marked_as_without_result(tmp_path: Path, error: str) -> None:
    data = book(line(8, title=f'<c r="B8" t="e"><f>X()</f><v>{error}</v></c>') + titled(9))
    reading = reading_of(tmp_path, data)
    assert (reading.fault_code, titles(reading.rows)) == ("", [FORMULA_WITHOUT_VALUE, "第9行"])


def test_a_formula_with_a_stored_result_is_read_by_its_result_and_flagged(tmp_path: Path) -> None:
    data = book(line(8, title='<c r="B8" t="str"><f>A1&amp;"x"</f><v>算出的标题</v></c>'))
    reading = reading_of(tmp_path, data)
    assert titles(reading.rows) == ["算出的标题"]
    assert found_at(reading, "R21") == {"B8": "算出的标题"}


def test_a_formula_whose_stored_result_is_empty_text_reads_as_empty(tmp_path: Path) -> None:
    data = book(line(8, remark='<c r="U8" t="str"><f>""</f><v></v></c>'))
    reading = reading_of(tmp_path, data)
    assert (reading.fault_code, reading.rows[0]["remark"]) == ("", "")


def test_a_formula_above_the_table_is_not_flagged(tmp_path: Path) -> None:
    head = '<row r="3"><c r="K3"><f>COUNTA(B8:C207)</f><v>1</v></c></row>' + header()
    assert not found_at(reading_of(tmp_path, book(line(8), head=head)), "R21")


@pytest.mark.parametrize("blank", ['<t xml:space="preserve"> </t>', "<t> </t>", "<t>&#8203;</t>", "<t></t>"])
def test_a_line_of_blanks_is_counted_alike_by_scan_and_reader(tmp_path: Path, blank: str) -> None:
    data = book(line(8) + f'<row r="9"><c r="B9" t="inlineStr"><is>{blank}</is></c></row>')
    reading = reading_of(tmp_path, data)
    assert reading.fault_code == ""
    assert table_of(reading).scanned_rows == len(reading.rows)
    assert [row["filler"] for row in reading.rows[1:]] in ([], ["空行"])


def test_a_file_that_two_readers_count_differently_is_set_aside_and_does_not_stop_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.read import workbook

    monkeypatch.setattr(workbook, "lines_of", lambda *_: iter(()))
    reading = reading_of(tmp_path, book(line(FIRST)))
    assert (reading.fault_code, reading.fault) == ("R09", "两种读法行数不同：1行、0行")


def test_numbers_and_dates_arrive_as_plain_text(tmp_path: Path) -> None:
    data = book(
        line(
            8,
            title='<c r="B8"><v>2026</v></c>',
            evidence_no='<c r="T8"><v>0.5</v></c>',
            remark='<c r="U8" t="b"><v>1</v></c>',
            url='<c r="R8"><v>1e999</v></c>',
        )
    )
    row = reading_of(tmp_path, data).rows[0]
    assert (row["title"], row["evidence_no"], row["remark"], row["url"]) == ("2026", "0.5", "TRUE", "inf")


def test_the_scan_refuses_a_document_type_wherever_it_parses() -> None:
    content = {name: text.encode() for name, text in parts({"采用明细": sheet(line(8), before="<!DOCTYPE x>")}).items()}
    with pytest.raises(Unreadable) as refused:
        scan_sheets(content)
    assert refused.value.code == "R06"


def test_the_header_row_is_where_the_tests_put_it() -> None:
    assert HEADER_ROW == FIRST - 1
