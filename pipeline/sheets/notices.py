"""notices.xlsx: 经费扣减通知单, a sheet for each unit whose funds lose anything: facts, clauses, the sum in figures and capitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.funds import Deduction, deductions
from pipeline.bulletin.words import clean
from pipeline.sheets.book import BOXED, HEAD, MONEY, TEXT, TITLE, TOTAL, Book, height, set_page, set_widths, yuan
from pipeline.sheets.foot import capitals_formula, signatures

NAME = "经费扣减通知单"
WIDTHS = (6.0, 50.0, 12.0, 18.0)
HEADS = ("序号", "事由", "条款", "扣减金额（元）")
SIGNED = ("经办", "复核", "财务", "分管领导")
RECEIVED = ("单位签收人", "签收日期")
PARAGRAPH = {**TEXT, "text_wrap": True, "font_size": 12}
BLANK_DATE = "　　　　年　　月　　日"
DAYS = "＿＿"
"""Within how many days a unit may object is not in the rules; the office writes it in."""


class Notice(NamedTuple):
    """What one unit is told."""

    unit: str
    opening: str
    lines: tuple[Deduction, ...]
    clauses: tuple[str, ...]

    @property
    def fen(self) -> int:
        """What is deducted in all."""
        return sum(line.fen for line in self.lines)


def notices_file(figures: Figures) -> bytes | None:
    """The notices as a workbook; none where no unit loses anything."""
    made = list(notices(figures))
    if not made:
        return None
    book = Book(f"{figures.period.label}{NAME}", figures.period.first_day)
    for notice in made:
        _write(book, notice, figures)
    return book.content()


def notices(figures: Figures) -> Iterator[Notice]:
    """A notice for each unit that loses something in all, in the order of the roster."""
    period, rules = figures.period.label, clean(figures.assessment.title)
    for _, group in groupby(deductions(figures), key=lambda one: one.unit_code):
        lines = tuple(group)
        opening = f"按照《{rules}》，{period}你单位有下列事项应扣减单位经费，现予通知。"
        notice = Notice(lines[0].unit, opening, lines, tuple(_clauses(figures, lines)))
        if notice.fen > 0:
            yield notice


def _clauses(figures: Figures, lines: Iterable[Deduction]) -> Iterator[str]:
    """The clauses the lines rest on, each once, in the words of the annexes."""
    for name in dict.fromkeys(line.clause for line in lines):
        clause = figures.assessment.clauses[name]
        yield f"{name}（{clean(clause.place)}）：{clean(clause.text)}"


def _write(book: Book, notice: Notice, figures: Figures) -> None:
    """One unit's sheet."""
    sheet, draft = book.sheet(notice.unit), not figures.issued
    title = f"{clean(figures.office.name)}\n{NAME}{'（征求意见稿）' if draft else ''}"
    row = _paragraphs(book, sheet, 0, [title], TITLE)
    row = _paragraphs(book, sheet, row, [f"{notice.unit}：", f"　　{notice.opening}"], PARAGRAPH)
    row = _write_table(book, sheet, row, notice)
    row = _paragraphs(book, sheet, row, ["扣减依据（条款大意，不是原文）：", *notice.clauses], PARAGRAPH)
    row = _paragraphs(book, sheet, row, _closing(figures), PARAGRAPH)
    seal = [f"{clean(figures.office.name)}（盖章）　　", f"{BLANK_DATE}　　"]
    row = _paragraphs(book, sheet, row, seal, {**PARAGRAPH, "align": "right"})
    _paragraphs(book, sheet, row, [signatures(who, sum(WIDTHS)) for who in (SIGNED, RECEIVED)], PARAGRAPH)
    set_widths(sheet, WIDTHS)
    set_page(sheet, (0, 0), draft, landscape=False)


def _closing(figures: Figures) -> list[str]:
    """How it is taken, and what the unit may do."""
    how = f"　　扣减时间和方式：{'＿' * 16}。如有异议，请在收到本通知后{DAYS}日内书面提出。"
    return [how] if figures.issued else [how, "　　本通知单为核算数，未经审批，不作扣减凭据。"]


def _paragraphs(book: Book, sheet: Worksheet, row: int, said: Sequence[str], style: dict[str, Any]) -> int:
    """Lines of text across the sheet from a row on; the row after them."""
    for at, text in enumerate(said, row):
        book.line(sheet, at, len(WIDTHS), text, {**style, "text_wrap": True})
        sheet.set_row(at, height(text, sum(WIDTHS)) * 1.5 + 8)
    return row + len(said)


def _write_table(book: Book, sheet: Worksheet, row: int, notice: Notice) -> int:
    """Facts and amounts, total and capitals; the first row after them."""
    for at, head in enumerate(HEADS):
        book.text(sheet, row, at, head, HEAD)
    sheet.set_row(row, 24)
    for n, line in enumerate(notice.lines, 1):
        _write_line(book, sheet, row + n, n, line)
    last = row + len(notice.lines)
    sheet.merge_range(last + 1, 0, last + 1, 2, "合计", book.look(TOTAL, align="center"))
    cells, look = xl_range(row + 1, 3, last, 3), book.look({**TOTAL, **MONEY})
    sheet.write_formula(last + 1, 3, f"=SUM({cells})", look, yuan(notice.fen))
    sheet.merge_range(last + 2, 0, last + 2, 3, "", book.look(TOTAL, align="center"))
    formula, said = capitals_formula("合计（大写）", xl_rowcol_to_cell(last + 1, 3), notice.fen)
    sheet.write_formula(last + 2, 0, formula, book.look(TOTAL), said)
    for at in (last + 1, last + 2):
        sheet.set_row(at, 24)
    return last + 3


def _write_line(book: Book, sheet: Worksheet, row: int, n: int, line: Deduction) -> None:
    sheet.write_number(row, 0, n, book.look(BOXED, align="center"))
    book.text(sheet, row, 1, line.reason, BOXED)
    book.text(sheet, row, 2, line.clause, {**BOXED, "align": "center"})
    sheet.write_number(row, 3, yuan(line.fen), book.look({**BOXED, **MONEY}))
    sheet.set_row(row, max(24, height(line.reason, WIDTHS[1]) + 8))
