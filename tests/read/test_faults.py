"""The table of faults.md, rows 1 to 10 and 16: each fault as one file, the code it gives and the words the sender reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.admit import admit
from pipeline.check import check
from pipeline.read.guard import OLE
from pipeline.read.stage import read
from schemas.records import Arrivals
from schemas.template import HEADER_ROW, META_SHEET
from schemas.vocabulary import ReceiptStatus
from tests.checking import ADOPTIONS_ONLY
from tests.read.opened import ods_row, ods_table, text_table, texts_of
from tests.read.raw import FIRST, REQUIRED, book, header, in_threads, line, packed, parts, sheet, text_cell
from tests.read.test_scan import shared, strings
from tests.test_admit import PERIOD, UNITS
from tests.workspace import Return, data_of, row, workbook

Change = Callable[[Worksheet], object]
SOUND = row(), row(title="第二篇"), row(title="第三篇")
WINDOW = "2026年6月21日至2026年9月20日"


def changed(change: Change, sheet_name: str = "采用明细") -> bytes:
    """A filled template of A01, its head complete, after a unit did something to a sheet."""
    made = workbook(Return("A01", list(SOUND)))
    made["采用明细"]["K2"] = WINDOW
    change(made[sheet_name])
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def put(**texts: object) -> Change:
    def change(sheet: Worksheet) -> None:
        for cell, value in texts.items():
            sheet[cell] = value

    return change


def column(at: int, *texts: object) -> Change:
    """Texts from the header down in a column."""
    return lambda sheet: [setattr(sheet.cell(HEADER_ROW + n, at), "value", text) for n, text in enumerate(texts)]


def unmerged(sheet: Worksheet) -> Worksheet:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    return sheet


def other_sheet(name: str, change: Change) -> bytes:
    made = workbook(Return("A01", list(SOUND)))
    change(made.create_sheet(name))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def twice() -> bytes:
    made = workbook(Return("A01", list(SOUND)))
    made.copy_worksheet(made["采用明细"]).title = "采用明细 (2)"
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def macros() -> bytes:
    return packed({**parts({"采用明细": sheet(line(FIRST))}), "xl/vbaProject.bin": b"\0"})


HEADED = f'<row r="2">{text_cell("A2", "单位代码")}{text_cell("C2", "A01")}{text_cell("J2", "统计期间")}'
HEADED += f"{text_cell('K2', WINDOW)}</row>{header()}"
FAR = '<row r="1048576"><c r="XFD1048576"{}</c></row>'
WIDE = "".join(f'<c r="{letter}{FIRST}"><v>1</v></c>' for letter in ("VA", "XFD"))
EMPTY_ROWS = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(FIRST + 1, 50_000))
BOMB = '<!DOCTYPE x [<!ENTITY a "000">]>'
BLANK = " " * (6 * 2**20)


@dataclass(frozen=True)
class Case:
    """One fault: its row in the table, what it is, the file, the finding's code ("" for none), and words of its message.

    `lines` is how many lines are read; 0 where the whole file is set aside.
    """

    number: int
    name: str
    data: Callable[[], bytes]
    code: str
    words: str
    lines: int


CASES = [
    Case(1, "cells at A1 and XFD1048576", lambda: book(line(8) + FAR.format("><v>1</v>")), "R07", "XFD1048576", 0),
    Case(1, "filled columns without end", lambda: book(f'<row r="8">{WIDE}</row>'), "R07", "表格远处有内容", 0),
    Case(1, "formatted empty rows and far cell", lambda: book(line(8) + EMPTY_ROWS + FAR.format(' s="0">'), head=HEADED), "R36", "已按表头", 1),
    Case(
        2, "forged uniqueCount",
        lambda: book(line(8, title=shared("B8", "0")), strings=strings("题", "4294967295")), "R02", "已损坏", 0,
    ),
    Case(2, "truncated zip", lambda: data_of(Return())[:4000], "R02", "已损坏", 0),
    Case(2, "0 bytes", lambda: b"", "R01", "0字节", 0),
    Case(2, "web page named .xlsx", lambda: b"<html><table></table></html>", "R03", "网页文件", 0),
    Case(2, "letter named .xlsx", lambda: "请查收附件。".encode(), "R03", "不是 Excel 表", 0),
    Case(3, "unpacks beyond proportion", lambda: book(line(8), after=BLANK), "R05", "压缩比异常", 0),
    Case(3, "entity in the sheet", lambda: book(line(8), before=BOMB), "R06", "不允许的内容", 0),
    Case(3, "entity in an .ods", lambda: ods_table(texts_of(), before=BOMB), "R06", "不允许的内容", 0),
    Case(
        3, "endless repeats in an .ods",
        lambda: ods_table(after=ods_row(["x"], 'table:number-rows-repeated="1048000"')), "R07", "表格远处有内容", 0,
    ),
    Case(4, "password", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "R04", "请取消打开密码", 0),
    Case(
        4, "password on an .ods",
        lambda: ods_table(texts_of(), parts={"META-INF/manifest.xml": "<encryption-data/>"}), "R04", "请取消打开密码", 0,
    ),
    Case(5, "dimension too small", lambda: book(line(8) + line(9), dimension="A1", head=HEADED), "R36", "已按表头", 2),
    Case(5, "rows out of order", lambda: book(line(9) + line(8), head=HEADED), "R36", "已按表头", 2),
    Case(5, "duplicate cell", lambda: book(line(8, text_cell("B8", "又"))), "R08", "重复的单元格", 0),
    Case(5, "duplicate row", lambda: book(line(8) + line(8)), "R08", "第8行重复", 0),
    Case(6, "error cell", lambda: book(line(8, title='<c r="B8" t="e"><v>#REF!</v></c>'), head=HEADED), "C02", "#REF!", 1),
    Case(6, "formula without value", lambda: book(line(8, title='<c r="B8"><f>A1</f></c>'), head=HEADED), "C02", "公式没有结果", 1),
    Case(7, "formula with its result", lambda: book(line(8, title='<c r="B8" t="str"><f>A1</f><v>题</v></c>')), "R21", "题", 1),
    Case(8, ".csv in GBK", lambda: text_table(texts_of(), encoding="gbk"), "R36", "已按表头的单位和统计期间认定", 1),
    Case(8, ".csv with mark", lambda: text_table(texts_of(), encoding="utf-8-sig"), "R36", WINDOW, 1),
    Case(8, "text of Excel in UTF-16", lambda: text_table(texts_of(), encoding="utf-16", separator="\t"), "R36", WINDOW, 1),
    Case(8, ".csv with an open quote", lambda: text_table(texts_of(title="x")).replace(b"x,", b'"x,'), "R02", "引号不成对", 0),
    Case(8, ".ods", lambda: ods_table(texts_of()), "R36", WINDOW, 1),
    Case(8, ".xlsm", macros, "R38", "文件带有宏，没有运行", 1),
    Case(9, "header moved down", lambda: changed(lambda s: unmerged(s).insert_rows(1, 2)), "R26", "表头在第9行", 3),
    Case(9, "words above", lambda: changed(lambda s: put(A1="××学校报送")(unmerged(s)) or s.insert_rows(1)), "R28", "××学校报送", 3),
    Case(9, "renamed column", lambda: changed(put(G7="在哪里刊发的")), "R11", "缺少：媒体刊物全称；多出：在哪里刊发的", 0),
    Case(9, "similar column", lambda: changed(put(G7="媒体刊物名")), "R11", "是否为“媒体刊物全称”", 0),
    Case(9, "column twice", lambda: changed(column(22, "标题")), "R11", "“刊发标题”出现两次", 0),
    Case(9, "extra column", lambda: changed(column(22, "自评得分", 9)), "R24", "自评得分", 3),
    Case(9, "hidden column", lambda: changed(lambda s: setattr(s.column_dimensions["E"], "hidden", True)), "R32", "撰稿人", 3),
    Case(9, "extra sheet", lambda: other_sheet("情况说明", lambda s: s.append(["另有两篇"])), "R27", "1行", 3),
    Case(9, "no such sheet", lambda: book("", head=""), "R10", "找不到采用明细表", 0),
    Case(9, "words beside the table", lambda: changed(put(X9="见附件")), "R29", "见附件", 3),
    Case(9, "line above the header", lambda: changed(lambda s: put(B6="第零篇", J6="2026-8-1")(unmerged(s))), "R30", "第6行", 0),
    Case(9, "second header, other order", lambda: changed(put(B12="刊发标题", D12="撰稿人", E12="体裁", F12="审稿人")), "R31", "有两个表头", 0),
    Case(10, "wrong template version", lambda: changed(put(B1="1999.9"), META_SHEET), "A07", "模板版本不对", 3),
    Case(10, "wrong quarter", lambda: changed(put(B3="2026Q2"), META_SHEET), "A03", "2026Q2", 3),
    Case(10, "quarter of the head differs", lambda: changed(put(K2="2026年第二季度")), "R37", "2026年第二季度", 3),
    Case(10, "another unit's template", lambda: changed(put(B2="B01"), META_SHEET), "A02", "模板：B01", 3),
    Case(10, "two units' lines", lambda: changed(column(22, "填报单位", "城关中心校", "实验小学")), "R33", "实验小学", 3),
    Case(10, "two sheets of lines", twice, "R10", "多个工作表都有采用明细", 0),
    Case(10, "neither sheet nor head", lambda: book(line(8)), "A01", "认不出填报单位", 1),
    Case(16, "cells merged down", lambda: changed(lambda s: s.merge_cells("E8:E10")), "R22", "张三", 3),
    Case(16, "cells merged across", lambda: changed(lambda s: s.merge_cells("E9:F9")), "R35", "张三", 3),
    Case(16, "hidden row", lambda: changed(lambda s: setattr(s.row_dimensions[9], "hidden", True)), "R23", "第9行", 3),
    Case(16, "sum that differs", lambda: changed(put(A11="合计", H11=5)), "R34", "自报5，以上3条", 4),
    Case(16, "total that differs", lambda: changed(put(K3=7)), "R34", "自报7条，表内3条", 3),
]  # fmt: skip


def told(tmp_path: Path, data: bytes) -> tuple[list[str], str, int]:
    """Codes, all words the officer and the sender read, and how many lines were read."""
    (tmp_path / "a.xlsx").write_bytes(data)
    reading = read(tmp_path, ["a.xlsx"], in_threads, REQUIRED)
    arrival = {
        "path": "a.xlsx",
        "sha256": "0" * 64,
        "size": 1,
        "received_at": "2026-09-18 09:00:00",
        "time_basis": "邮件",
    }
    blank = dict.fromkeys([name for name in Arrivals.headers() if name not in arrival], "")
    admission = admit(Arrivals.of([{**arrival, **blank}]), reading.heads, reading.rows, UNITS, PERIOD)
    live = admission.receipts[admission.receipts["status"] == ReceiptStatus.COUNTED]
    checked = check(reading.rows, live, reading.placements, PERIOD, ADOPTIONS_ONLY)
    findings = pd.concat([reading.findings, admission.findings, checked.findings])
    words = [*findings["found"], *findings["action"], *admission.receipts["reason"]]
    return list(findings["code"]), "\n".join(words), len(reading.rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number} {case.name}")
def test_each_fault_gives_its_code_its_words_and_its_lines(tmp_path: Path, case: Case) -> None:
    codes, words, lines = told(tmp_path, case.data())
    assert case.code in codes
    assert case.words in words
    assert lines == case.lines


def test_every_row_of_the_table_that_is_about_reading_has_a_case() -> None:
    assert {case.number for case in CASES} == {*range(1, 11), 16}


def test_a_sound_return_gives_no_code_at_all(tmp_path: Path) -> None:
    assert told(tmp_path, changed(lambda _: None))[0] == []
