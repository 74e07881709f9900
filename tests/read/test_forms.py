"""faults.md 8: every form a return comes in is told by its content, read through its own guard, and counted twice."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.read import delimited, ods
from pipeline.read.guard import Kind, Unreadable, kind_of
from pipeline.read.sheet import MAX_COLUMNS, MAX_ROWS
from pipeline.read.workbook import FileReading
from schemas.returned import FORMULA_WITHOUT_VALUE
from schemas.template import HEADER_ROW
from tests.read import opened
from tests.read.opened import ods_cell, ods_row, ods_table, text_table, texts_of
from tests.read.raw import FIRST, book, code_of, found_at, line, packed, parts, reading_of, sheet, table_of

LINES = [texts_of(title="第一篇"), texts_of(title="第二篇", authors="张三、李四")]
SAMPLE = Path(__file__).parent.parent.parent / "inputs" / "2026Q3"


def titles(reading: FileReading) -> list[tuple[object, object]]:
    assert not reading.fault_code, reading.fault
    assert table_of(reading).scanned_rows == table_of(reading).read_rows
    return [(row["sheet_row"], row["title"]) for row in reading.rows if not row["filler"]]


def bent(text: str, at: int = 1) -> list[str]:
    """A sound line with one cell replaced."""
    return [text if number == at else own for number, own in enumerate(texts_of())]


ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_text_table_is_read_in_every_encoding_with_every_separator_and_line_end(
    tmp_path: Path, encoding: str, separator: str, end: str
) -> None:
    reading = reading_of(tmp_path, text_table(*LINES, separator=separator, encoding=encoding, end=end))
    assert titles(reading) == [(8, "第一篇"), (9, "第二篇")]
    assert (reading.rows[1]["authors"], table_of(reading).sheet) == ("张三、李四", "CSV")
    assert {key: reading.head[key] for key in ("meta_unit", "period", "unit_code", "unit_name", "window")} == {
        "meta_unit": "",
        "period": "",
        "unit_code": "A01",
        "unit_name": "城关中心校",
        "window": "2026年6月21日至2026年9月20日",
    }


def test_rare_characters_that_only_the_larger_national_encoding_has_are_read(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, text_table(texts_of(authors="𬭎堃、镕㛃"), encoding="gb18030"))
    assert reading.rows[0]["authors"] == "𬭎堃、镕㛃"


def test_separators_quotes_and_line_ends_within_a_cell_do_not_part_it(tmp_path: Path) -> None:
    title = '“三,个;分号”\t与"引号"\n第二行'
    reading = reading_of(tmp_path, text_table(texts_of(title=title), texts_of(title="后一行")))
    assert titles(reading) == [(8, title), (9, "后一行")]


def test_a_quote_that_is_never_closed_is_refused_for_it_would_swallow_the_lines_below(tmp_path: Path) -> None:
    data = text_table(*LINES).replace("第一篇".encode(), '"第一篇'.encode())
    reading = reading_of(tmp_path, data)
    assert (reading.fault_code, reading.rows) == ("R02", [])
    assert "引号不成对" in reading.fault


def test_a_quote_inside_a_cell_that_is_not_quoted_leaves_no_line_uncounted(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, text_table(*LINES).replace("第一篇".encode(), '喜报"第一篇'.encode()))
    assert reading.fault_code in ("R02", "R09")


def test_text_values_that_look_like_numbers_or_missing_stay_as_typed(tmp_path: Path) -> None:
    words = ["NA", "null", "007", "１２", "=1+1", "1e5"]
    reading = reading_of(tmp_path, text_table(*(texts_of(title=word) for word in words)))
    assert [title for _, title in titles(reading)] == words


def test_an_error_that_a_program_wrote_out_as_words_is_no_text(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, text_table(texts_of(reviewer="Err:502")))
    assert reading.rows[0]["reviewer"] == FORMULA_WITHOUT_VALUE


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("各位领导：\n附件为本校三季度材料，请查收。\n".encode(), id="a letter"),
        pytest.param("序号,刊发标题\n1,课后服务\n".encode(), id="too few known headers"),
        pytest.param(b"a,b,c,d,e\n1,2,3,4,5\n", id="another table"),
        pytest.param(b"\xff\xfe\x00", id="half a character"),
        pytest.param(b"\x81\xff\xff", id="no encoding"),
        pytest.param(b"{\\rtf1\\ansi;;;;;}", id="rich text"),
    ],
)
def test_a_text_that_is_no_such_table_is_refused(tmp_path: Path, data: bytes) -> None:
    assert code_of(tmp_path, data) == "R03"


def test_a_text_beyond_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_BYTES", 100)
    assert code_of(tmp_path, text_table(*LINES)) == "R05"


@pytest.mark.parametrize(
    ("line", "blank", "code"),
    [
        (texts_of(), MAX_ROWS - HEADER_ROW - 1, ""),
        (texts_of(), MAX_ROWS - HEADER_ROW, "R07"),
        ([*texts_of(), *([""] * (MAX_COLUMNS - len(texts_of()))), "远"], 0, "R07"),
    ],
)
def test_a_text_may_hold_as_much_as_a_workbook(tmp_path: Path, line: Sequence[str], blank: int, code: str) -> None:
    assert code_of(tmp_path, text_table(*([[]] * blank), line)) == code


def test_a_merged_cell_of_a_text_is_gone_and_nothing_is_filled_in(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, text_table(*LINES, texts_of(authors="")))
    assert reading.rows[2]["authors"] == ""
    assert not reading.findings


def test_an_open_document_is_read_with_its_hidden_rows_columns_and_merges(tmp_path: Path) -> None:
    spanned = bent(ods_cell("合用的标题", 'table:number-columns-spanned="1" table:number-rows-spanned="2"'))
    rows = [spanned, bent("<table:covered-table-cell/>")]
    hidden = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    data = ods_table(*rows, columns=hidden, after=ods_row(texts_of(title="隐"), 'table:visibility="filter"'))
    reading = reading_of(tmp_path, data)
    assert titles(reading) == [(8, "合用的标题"), (9, "合用的标题"), (10, "隐")]
    assert found_at(reading, "R22") == {"B9": "合用的标题"}
    assert found_at(reading, "R23") == {"A10": "第10行（筛选隐去）"}
    assert found_at(reading, "R32") == {"B7": "刊发标题"}


def test_values_formulas_and_errors_of_an_open_document_arrive_as_text(tmp_path: Path) -> None:
    def cell(kind: str, value: str, shown: str, more: str = "") -> str:
        name = {"float": "value", "date": "date-value"}[kind]
        return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}" {more}><text:p>{shown}</text:p></table:table-cell>'

    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>{}</text:p></table:table-cell>'
    data = ods_table(
        bent(cell("date", "2026-08-05", "8月5日"), 9),
        bent(cell("float", "12", "12", 'table:formula="of:=6*2"')),
        bent(error.format("#DIV/0!")),
        bent(error.format("Err:502")),
        bent('<table:table-cell table:formula="of:=NOW()"/>'),
        bent(
            '<table:table-cell office:value-type="string"><text:p>一<text:s text:c="2"/>二</text:p></table:table-cell>'
        ),
    )
    reading = reading_of(tmp_path, data)
    found = [title for _, title in titles(reading)]
    assert found[1:] == ["12", "#DIV/0!", FORMULA_WITHOUT_VALUE, FORMULA_WITHOUT_VALUE, "一  二"]
    assert reading.rows[0]["published_on"] == "2026-08-05"
    assert found_at(reading, "R21") == {"B9": "12"}


def test_a_comment_or_a_drawing_on_a_cell_is_no_content(tmp_path: Path) -> None:
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    box = '<draw:frame xmlns:draw="d"><draw:text-box><text:p>图注</text:p></draw:text-box></draw:frame>'
    cells = [f"<table:table-cell>{inner}</table:table-cell>" for inner in (note, box)]
    reading = reading_of(tmp_path, ods_table(*LINES, ["", *cells]))
    assert titles(reading) == [(8, "第一篇"), (9, "第二篇")]
    assert [found["code"] for found in reading.findings] == ["R39"]


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("<table:table-cell><text:p>无类型</text:p></table:table-cell>", id="no type"),
        pytest.param(
            '<table:table-cell office:value-type="float"><text:p>12</text:p></table:table-cell>', id="no value"
        ),
        pytest.param(
            '<table:table-cell office:value-type="string"><text:p>题</text:p><draw:frame xmlns:draw="d"><text:p>图注'
            "</text:p></draw:frame></table:table-cell>",
            id="words of a box on a filled cell",
        ),
        pytest.param(
            '<table:table-cell office:value-type="string"><table:table table:name="内"/></table:table-cell>',
            id="a table in a cell",
        ),
    ],
)
def test_what_the_reader_would_pass_over_or_mix_up_is_refused(tmp_path: Path, cell: str) -> None:
    assert code_of(tmp_path, ods_table(bent(cell))) == "R09"


def test_repeated_and_empty_rows_of_an_open_document_are_each_at_their_place(tmp_path: Path) -> None:
    gap = ods_row([], 'table:number-rows-repeated="5"') + ods_row([], 'table:number-rows-repeated="2"') + ods_row([])
    after = gap + ods_row(texts_of(title="三次"), 'table:number-rows-repeated="3"')
    end = ods_row(['<table:table-cell table:number-columns-repeated="16384"/>'], 'table:number-rows-repeated="1048000"')
    reading = reading_of(tmp_path, ods_table(*LINES, after=after + end))
    assert titles(reading) == [(8, "第一篇"), (9, "第二篇"), (18, "三次"), (19, "三次"), (20, "三次")]


FILLED = '<table:table-cell office:value-type="string" table:number-columns-repeated="{}"><text:p>x</text:p></table:table-cell>'
GAP = '<table:table-cell table:number-columns-repeated="16000"/>'


@pytest.mark.parametrize(
    ("after", "code"),
    [
        pytest.param(ods_row(["x"], 'table:number-rows-repeated="1048000"'), "R07", id="a million filled rows"),
        pytest.param(ods_row([FILLED.format(16000)]), "R07", id="16000 filled columns"),
        pytest.param(ods_row([GAP, ods_cell("x")]), "R07", id="a cell far right"),
        pytest.param(ods_row([FILLED.format(150)], 'table:number-rows-repeated="19000"'), "R07", id="both at once"),
        pytest.param(ods_row([], 'table:number-rows-repeated="1048000"') + ods_row(["x"]), "R07", id="a cell far down"),
        pytest.param(ods_row(["x"], f'table:number-rows-repeated="{10**30}"'), "R07", id="a forged number"),
        pytest.param(ods_row(["x"], 'table:number-rows-repeated="0"'), "R02", id="no rows at all"),
        pytest.param(ods_row(["x"], 'table:number-rows-repeated="-1"'), "R02", id="fewer than none"),
    ],
)
def test_repeats_that_would_fill_memory_are_refused_within_a_second(tmp_path: Path, after: str, code: str) -> None:
    begun = time.process_time()
    assert code_of(tmp_path, ods_table(*LINES, after=after)) == code
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(ods_table(*LINES, before='<!DOCTYPE x [<!ENTITY a "0">]>'), "R06", id="entity"),
        pytest.param(ods_table(*LINES, parts={"styles.xml": "<!DOCTYPE x><x/>"}), "R06", id="entity in another part"),
        pytest.param(
            ods_table(*LINES, parts={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "R04", id="password"
        ),
        pytest.param(ods_table(*LINES)[:900], "R02", id="cut in half"),
        pytest.param(ods_table(*LINES, more='<table:table table:name="采用明细"/>'), "R08", id="two of one name"),
        pytest.param(packed({"content.xml": "<office:document-content>"}), "R02", id="broken XML"),
        pytest.param(packed({"content.xml": "<x/>"}), "R09", id="another document"),
    ],
)
def test_an_unsound_open_document_is_set_aside_with_its_own_reason(tmp_path: Path, data: bytes, code: str) -> None:
    reading = reading_of(tmp_path, data)
    assert (reading.fault_code, reading.rows) == (code, [])


def test_an_open_document_that_reader_and_scan_count_differently_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ods._OdsScanner, "end_row", lambda *_: None)
    assert code_of(tmp_path, ods_table(*LINES)) == "R09"


def test_a_workbook_with_macros_is_read_and_the_macros_are_told(tmp_path: Path) -> None:
    content = parts({"采用明细": sheet(line(FIRST))})
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    usual = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(usual, macro)
    reading = reading_of(tmp_path, packed({**content, "xl/vbaProject.bin": b"\0MACRO"}))
    assert len(titles(reading)) == 1
    assert [found["code"] for found in reading.findings] == ["R38"]


@pytest.mark.parametrize("part", ["Basic/Standard/Module1.xml", "Scripts/python/a.py"])
def test_macros_of_an_open_document_are_told(tmp_path: Path, part: str) -> None:
    reading = reading_of(tmp_path, ods_table(*LINES, parts={part: "<x/>"}))
    assert [found["code"] for found in reading.findings] == ["R38"]


def test_a_workbook_of_wps_without_shared_strings_is_read(tmp_path: Path) -> None:
    assert "xl/sharedStrings.xml" not in parts({"采用明细": sheet(line(FIRST))})
    assert len(titles(reading_of(tmp_path, book(line(FIRST))))) == 1


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.xls")), ids=lambda path: path.name)
def test_an_older_workbook_under_the_name_of_wps_is_read_by_its_content(tmp_path: Path, path: Path) -> None:
    (tmp_path / "A01.et").write_bytes(path.read_bytes())
    from pipeline.read.workbook import read_file
    from tests.read.raw import REQUIRED

    reading, as_xls = read_file(str(tmp_path), "A01.et", REQUIRED), read_file(str(SAMPLE), path.name, REQUIRED)
    assert reading.rows
    assert reading.rows == as_xls.rows


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (book(line(FIRST)), Kind.XLSX),
        (ods_table(*LINES), Kind.ODS),
        (text_table(*LINES), Kind.TEXT),
        (text_table(*LINES, encoding="utf-16"), Kind.TEXT),
        (packed({"word/document.xml": "<d/>"}), Kind.XLSX),
    ],
)
def test_the_form_is_told_by_the_content(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


def test_a_file_that_is_two_forms_at_once_is_read_as_a_workbook(tmp_path: Path) -> None:
    both = {**parts({"采用明细": sheet(line(FIRST))}), "content.xml": "<x/>"}
    assert len(titles(reading_of(tmp_path, packed(both)))) == 1


def test_what_is_no_form_at_all_raises() -> None:
    with pytest.raises(Unreadable):
        kind_of(b"%PDF-1.7\0\0")


def test_the_table_that_tests_write_is_the_templates() -> None:
    assert len(opened.table()) == HEADER_ROW
