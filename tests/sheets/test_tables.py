"""tables.xlsx: the bulletin's annexes, cell by cell, with numbers that calculate and show as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from pipeline.bulletin.parts import Annex, Column, Table, View
from pipeline.bulletin.view import view
from pipeline.sheets.book import LONGEST, Book, len_shown
from pipeline.sheets.numbers import holds_numbers, number
from pipeline.sheets.tables import tables_file
from tests.bulletin.made_up import figures, office

HEAD = 4
HOSTILE = '=HYPERLINK("http://127.0.0.1:9")'


def made(bulletin: View | None = None) -> Any:
    content = tables_file(figures(), bulletin or view(figures()))
    return openpyxl.load_workbook(BytesIO(content))


def with_table(table: Table, *others: Table) -> View:
    annex = Annex("x", "附件1", "2026年第三季度某表", (table, *others))
    return replace(view(figures()), annexes=(annex,))


def shown(cell: Any) -> str:
    """A cell as a spreadsheet shows it, reckoned from value and format."""
    if cell.value is None or isinstance(cell.value, str):
        return str(cell.value or "")
    form, value = cell.number_format, Decimal(repr(cell.value))
    if form == '0;-0;"—"':
        return "—" if value == 0 else str(value)
    places = len(form.partition(".")[2].rstrip('%"分元篇条次'))
    text = f"{value * (100 if form.endswith('%') else 1):{',' if form.startswith('#,##0') else ''}.{places}f}"
    return text + ("%" if form.endswith("%") else "".join(re.findall('"(.)"', form)))


def printed(annex: Annex) -> Iterator[tuple[str, ...]]:
    """The rows of an annex, with the caption before them where several tables stand as one."""
    together = len(annex.tables) > 1 and len({table.columns for table in annex.tables}) == 1
    for table in annex.tables:
        for row in (*table.rows, *([table.total] if table.total else [])):
            yield (table.caption, *row) if together else row


def test_every_cell_of_every_annex_is_there_in_order_and_shows_as_printed() -> None:
    bulletin = view(figures(42, 400))
    book = openpyxl.load_workbook(BytesIO(tables_file(figures(42, 400), bulletin)))
    for annex in bulletin.annexes:
        sheets = [sheet for sheet in book.worksheets if sheet.title.startswith(f"{annex.tag} ")]
        rows = [
            tuple(shown(cell) for cell in row)
            for sheet in sheets
            for row in sheet.iter_rows(min_row=HEAD + 1)
            if row[0].border.left.style  # notes below the table have none
        ]
        assert rows == list(printed(annex)), annex.title
        assert annex.title in str(sheets[0]["A1"].value)


def test_figures_are_numbers_and_words_are_text() -> None:
    sheet = made()["附件1 各单位排名"]
    head = [cell.value for cell in sheet[HEAD]]
    for title in ("名次", "合计篇数", "积分", "本年累计积分"):
        cells = [row[head.index(title)] for row in sheet.iter_rows(min_row=HEAD + 1, max_row=HEAD + 9)]
        assert all(isinstance(cell.value, int | float) for cell in cells), title
    assert head[:3] == ["类别", "名次", "单位"]


def test_the_cash_can_be_summed() -> None:
    bulletin = view(figures())
    (sheet,) = [sheet for sheet in made().worksheets if "奖励核算表" in sheet.title]
    (annex,) = [annex for annex in bulletin.annexes if annex.key == "cash"]
    *amounts, total = [row[2].value for row in sheet.iter_rows(min_row=HEAD + 1) if row[0].border.left.style]
    assert sum(round(amount * 100) for amount in amounts) == round(total * 100) == figures().units["cash"].sum()
    assert len(amounts) == annex.rows


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("42", 42, "0"),
        ("—", 0, '0;-0;"—"'),
        ("12.345", 12.345, "0.000"),
        ("1,250.05", 1250.05, "#,##0.00"),
        ("-0.50", -0.5, "0.00"),
        ("12.5%", 0.125, "0.0%"),
        ("-5分", -5, '0"分"'),
    ],
)
def test_a_figure_is_a_number_that_shows_as_printed(text: str, value: float, form: str) -> None:
    assert number(text) == (value, form)


@pytest.mark.parametrize("text", ["", "LQ20", "1,25", "9月5日", "2026-09-18 09:00:00", "3.", "１２", "--1", "5人"])
def test_words_are_no_numbers(text: str) -> None:
    assert number(text) is None


def test_what_a_unit_typed_is_text_even_when_it_is_all_digits() -> None:
    columns = (Column("标题", 50, "left"), Column("姓名", 20), Column("篇数", 10, "right"), Column("名次", 5))
    sheet = made(with_table(Table(columns, (("007", "12", "3", "1"),))))["附件1 某表"]
    assert [cell.value for cell in sheet[HEAD + 1]] == ["007", "12", 3, 1]
    assert [holds_numbers(column) for column in columns] == [False, False, True, True]


def test_text_that_could_run_stays_text_and_is_quoted() -> None:
    cell = made(with_table(Table((Column("标题", 50, "left"),), ((HOSTILE,),))))["附件1 某表"].cell(HEAD + 1, 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (HOSTILE, "s", True)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    text = (
        made(with_table(Table((Column("标题", 50, "left"),), (("长" * 40_000,),))))["附件1 某表"]
        .cell(HEAD + 1, 1)
        .value
    )
    assert len(text) == LONGEST
    assert text.endswith("（此处过长，全文见 bulletin.html）")


def test_tables_of_other_columns_stand_on_sheets_of_their_own() -> None:
    one, two = (Table((Column(name, 10, "left"),), (("甲",),), f"{name}一览") for name in ("单位", "姓名"))
    names = made(with_table(one, two)).sheetnames
    assert names == ["目录", "附件1 某表（单位一览）", "附件1 某表（姓名一览）"]


def test_sheets_called_alike_or_by_forbidden_words_have_names_of_their_own() -> None:
    table = Table(
        (Column("单位", 10, "left"),), (("甲",),), "A/B[1]:很长很长很长很长很长很长很长很长很长很长很长", ("合计",)
    )
    names = made(with_table(table, replace(table, rows=(("乙",),)))).sheetnames
    assert len({name.casefold() for name in names}) == 3
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_the_contents_link_to_every_sheet_and_every_sheet_back() -> None:
    book = made()
    links = [cell.hyperlink.location for row in book["目录"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert {sheet["A2"].hyperlink.location for sheet in book.worksheets[1:]} == {"'目录'!A1"}


def test_tables_can_be_filtered_their_head_stays_and_is_printed_on_every_page() -> None:
    for sheet in made().worksheets[1:]:
        assert re.fullmatch(rf"A{HEAD}:[A-Z]+\d+", sheet.auto_filter.ref)
        assert sheet.freeze_panes == f"B{HEAD + 1}"
        assert sheet.print_title_rows == f"${HEAD}:${HEAD}"


def test_a_draft_says_so_on_every_page() -> None:
    issued = tables_file(figures(issued=True), view(figures(issued=True)))
    assert "征求意见稿" in str(made()["附件1 各单位排名"].oddHeader.right.text)
    assert "征求意见稿" not in str(openpyxl.load_workbook(BytesIO(issued))["附件1 各单位排名"].oddHeader.right.text)


def test_a_long_name_of_an_office_is_a_title_of_several_lines() -> None:
    bulletin = view(figures(office=office(name="云岭县教育和体育事业发展服务中心")))
    assert made(bulletin)["目录"]["A1"].value.startswith("云岭县教育和体育事业发展服务中心\n关于")


def test_a_wide_character_counts_as_two() -> None:
    assert [len_shown(text) for text in ("ab", "甲乙", "“甲”")] == [2, 4, 6]


def test_a_style_is_made_once() -> None:
    book = Book("某表", figures().period.first_day)
    assert book.look({"bold": True}, italic=True) is book.look({"italic": True, "bold": True})
