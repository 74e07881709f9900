"""Papers made from the made-up figures, and what stands in their cells."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.bulletin.figures import Figures
from pipeline.run import Payout
from schemas.ledger import Payables
from tests.bulletin.made_up import figures

QUARTERLY = Payout("本季度", longer=False, due=True, whole=True, lines=Payables.blank())


def owed(*lines: dict[str, Any]) -> pd.DataFrame:
    """`ledger.Payables`; give only what matters. The sum since the last paying out is the period's unless given."""
    usual = {
        "payer": "",
        "unit_code": "U01",
        "unit_name": "甲校",
        "person": "P000",
        "name": "王建国",
        "role": "教师",
        "amount": 0,
    }
    made = [{**usual, **line} for line in lines]
    return Payables.of({"since_amount": line["amount"], "year_amount": line["amount"], **line} for line in made)


def with_payout(*lines: dict[str, Any], issued: bool = True, **changes: Any) -> Figures:
    """The made-up figures with other cash."""
    return figures(issued=issued, payout=replace(QUARTERLY, lines=owed(*lines), **changes))


def formulas(content: bytes, name: str = "") -> Worksheet:
    """A sheet with its formulas as written; the first unless named."""
    return _sheet(openpyxl.load_workbook(BytesIO(content)), name)


def values(content: bytes, name: str = "") -> Worksheet:
    """A sheet as readers that do not calculate see it."""
    return _sheet(openpyxl.load_workbook(BytesIO(content), data_only=True), name)


def _sheet(book: Any, name: str) -> Worksheet:
    made: Worksheet = book[name or book.sheetnames[0]]
    return made


def column(sheet: Worksheet, title: str, head: int = 4) -> int:
    """The number of the column so called, whatever line breaks its title has."""
    rows = (head, head + 1) if head == 4 else (head,)
    titles = {
        str(cell.value).replace("\n", ""): cell.column for row in rows for cell in sheet[row] if cell.value is not None
    }
    return titles[title]


def row_of(sheet: Worksheet, word: str) -> int:
    """The first row whose first cell is so."""
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == word)


def said(sheet: Worksheet) -> str:
    """All words of a sheet."""
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
