"""A whole run over a folder in which every kind of bad file lies beside good ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import OfficeError
from pipeline.read.guard import OLE
from tests.read.raw import FIRST, book, line, text_cell
from tests.read.test_scan import shared, strings
from tests.workspace import Return, data_of, office, row, run

BAD = {
    "far.xlsx": (book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "表格远处有内容"),
    "forged.xlsx": (book(line(FIRST, title=shared("B8", "0")), strings=strings("题", "4294967295")), "已损坏"),
    "empty.xlsx": (b"", "0字节"),
    "page.xlsx": (b"<html></html>", "不是 Excel 表"),
    "cut.xlsx": (data_of(Return(rows=[row()]))[:4000], "已损坏"),
    "locked.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "取消打开密码"),
    "entity.xlsx": (book(line(FIRST), before='<!DOCTYPE x [<!ENTITY a "b">]>'), "不允许的内容"),
    "twice.xlsx": (book(line(FIRST, text_cell("B8", "又"))), "重复的单元格"),
    "letter.xlsx": (book("", head=""), "找不到采用明细表"),
}


def test_each_bad_file_is_set_aside_with_its_reason_and_the_good_ones_are_counted(tmp_path: Path) -> None:
    good = [Return("A01", [row()]), Return("B01", [row(authors="王五", title="另一篇")])]
    bad = [Return(name=name, data=data) for name, (data, _) in BAD.items()]
    outcome = run(office(tmp_path, [*good, *bad]))
    receipts = outcome.scored.checked.receipts.set_index("path")
    assert dict(receipts["status"]) == dict.fromkeys(BAD, "隔离") | {"A01.xlsx": "计入", "B01.xlsx": "计入"}
    for name, (_, reason) in BAD.items():
        assert reason in receipts.loc[name, "reason"]
    assert list(outcome.scored.settled["verdict"]) == ["认定", "认定"]
    assert sorted(outcome.scored.rows["path"]) == ["A01.xlsx", "B01.xlsx"]


def test_rows_moved_merged_hidden_and_summed_by_a_unit_balance_against_the_independent_count(tmp_path: Path) -> None:
    from io import BytesIO

    from tests.workspace import workbook

    made = workbook(Return("A01", [row(title=f"第{number}篇") for number in range(1, 5)]))
    sheet = made["采用明细"]
    sheet.merge_cells("E8:E30")
    sheet.row_dimensions[9].hidden = True
    sheet["B12"], sheet["A13"], sheet["G11"] = "合计", 6, "=NA()"
    stream = BytesIO()
    made.save(stream)
    outcome = run(office(tmp_path, [Return("A01", data=stream.getvalue())]))
    assert list(outcome.scored.rows["verdict"]) == ["认定", "认定", "认定", "待认定", "空行或小计", "空行或小计"]
    codes = outcome.scored.findings.set_index("cell")["code"]
    assert (codes["E9"], codes["A9"], codes["G11"]) == ("R22", "R23", "C02")
    assert outcome.controls


def test_where_nothing_came_at_all_nobody_is_called_silent(tmp_path: Path) -> None:
    with pytest.raises(
        OfficeError, match=r"2026Q3 一份来件也没有登记，不出通报。.*截止时间为2026年9月20日24时"
    ) as stopped:
        run(office(tmp_path, []))
    assert "inputs/2026Q3/" in stopped.value.headline
