"""The sheet 填报说明 of the standard workbook: what to do, then how each column is filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.template.form import BOXED, HEADER, PLAIN, Form, span
from schemas.template import DATA_ROWS, HEADER_ROWS, INSTRUCTIONS_SHEET, Column, Sheets
from schemas.vocabulary import Book, ReturnType


def write_instructions(book: Workbook, form: Form, sheets: Sheets) -> None:
    """The sheet 填报说明: what to do, then how each column is filled."""
    sheet = book.add_worksheet(INSTRUCTIONS_SHEET)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 8)
    sheet.set_column(2, 2, 70)
    title = {**PLAIN, "font_name": "黑体", "font_size": 18, "align": "center"}
    span(sheet, (0, 0), 2, INSTRUCTIONS_SHEET, book.add_format(title))
    sheet.set_row(0, 34)
    row = 1 + _write_paragraphs(book, sheet, 1, _instructions(form, sheets))
    for name, columns in sheets.items():
        if len(sheets) > 1:
            span(sheet, (row, 0), 2, f"“{name}”各栏", book.add_format({**PLAIN, "font_name": "黑体", "font_size": 12}))
            row += 1
        row = 1 + _write_guide(book, sheet, row, columns)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第&P页 共&N页")


def _write_paragraphs(book: Workbook, sheet: Worksheet, row: int, texts: Iterable[str]) -> int:
    """Numbered paragraphs across the page; returns the row after them."""
    style = book.add_format({**PLAIN, "font_size": 12})
    for number, text in enumerate(texts, start=1):
        span(sheet, (row, 0), 2, f"{number}. {text}", style)
        sheet.set_row(row, 18 * (1 + len(text) // 50) + 6)
        row += 1
    return row


def _instructions(form: Form, sheets: Sheets) -> list[str]:
    """How to fill the form, in the order a correspondent meets the questions."""
    both = Book.SUBMISSION in sheets
    rows = "，".join(f"{name if both else ''}可在第 {HEADER_ROWS[name] + DATA_ROWS} 行以后" for name in sheets)
    nothing = "采用明细不填任何稿件，报送台账照填" if both else "表中不填任何稿件"
    return [
        f"统计期间：{form.window}。{Book.ADOPTION if both else ''}只填在此期间被采用的稿件，以媒体刊发日期为准。",
        f"截止时间：{form.deadline}。以办公室收到的时间为准。",
        "一家媒体采用一篇稿件填一行。同一稿件被几家媒体采用，就填几行，标题和撰稿人写得一样。",
        *(_on_submissions(sheets[Book.SUBMISSION]) if both else []),
        "标题照媒体刊发的原文填写。媒体写全称，可从下拉列表中选；列表中没有的，可以直接填写。",
        "撰稿人有几位写几位，按署名顺序，用顿号（、）隔开；姓名中间不留空格。",
        "不要合并单元格，不要改动、增删表头各栏，不要在表中加小计、合计行，不要另外贴图。"
        f"行数不够时，{rows}接着往下填。",
        f"填报类型：正常上报选“{ReturnType.NORMAL}”；统计期间没有稿件被采用的，选“{ReturnType.NIL}”，"
        f"{nothing}，也要按时上报。",
        f"报出后发现错漏：填报类型选“{ReturnType.RESEND}”，重报次数填第几次重报（1、2……），"
        "把改好的整张表重新上报，不要只报改动的几行。",
        "级别、分值、金额由办公室核定，单位不填。",
        "报送前请审核人核对，由单位负责人签字。",
        *([f"填报中有疑问，请联系：{form.contact}。"] if form.contact else []),
    ]


def _on_submissions(columns: Sequence[Column]) -> list[str]:
    """What the sheet 报送台账 is for; how lines of both sheets are linked, where its columns ask for that."""
    linked = any(column.key == "story_no" for column in columns)
    number = "同一稿件在两张表中填同一个稿件编号，便于核对。" if linked else ""
    return [
        f"“{Book.SUBMISSION}”工作表填统计期间内本单位报送的全部稿件，不论是否被采用，"
        f"一篇稿件填一行，以报送时间为准；被采用的另在“{Book.ADOPTION}”工作表填写。{number}"
    ]


def _write_guide(book: Workbook, sheet: Worksheet, row: int, columns: Sequence[Column]) -> int:
    """A table with one line per column: its name, whether it must be filled, and how; returns the row after it."""
    for at, text in enumerate(("栏目", "必填", "填法")):
        sheet.write_string(row, at, text, book.add_format(HEADER))
    centred, left = book.add_format({**BOXED, "align": "center"}), book.add_format(BOXED)
    for line, column in enumerate(columns, start=row + 1):
        sheet.write_string(line, 0, column.header, centred)
        sheet.write_string(line, 1, "必填" if column.required else "", centred)
        sheet.write_string(line, 2, _guidance(column), left)
        sheet.set_row(line, 18 * (1 + len(_guidance(column)) // 36))
    return row + 1 + len(columns)


def _guidance(column: Column) -> str:
    """How one column is filled, from its kind, its choices and its hint."""
    choices = "、".join(column.choices)
    kinds = {
        "choice": f"从下拉列表中选一项：{choices}",
        "choices": f"可填：{choices}",
        "date": "填日期",
        "moment": "填日期和时间",
    }
    return "；".join(text for text in (kinds.get(column.kind, ""), column.hint) if text) or "照实填写"
