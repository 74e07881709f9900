"""Lines to check, each sound but for what a test says of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from pipeline.check import Checked, check
from pipeline.period import Period, PeriodId
from schemas.records import Receipts
from schemas.returned import Placements, ReturnedRows
from schemas.template import ALL_COLUMNS, HEADER_ROWS, Sheets, columns_for
from schemas.vocabulary import Book
from tests.columns import USUAL, USUAL_ADOPTION
from tests.workspace import row, submission

DUE = date(2026, 9, 20)
PERIOD = Period(PeriodId("quarter", 2026, 3), date(2026, 6, 21), DUE, DUE, DUE, datetime(2026, 9, 21))
PLACES = {book: {column.key: chr(65 + at) for at, column in enumerate(columns)} for book, columns in USUAL.items()}
LETTERS = PLACES[Book.ADOPTION]
KEYS = [column.key for column in ALL_COLUMNS]
ADOPTIONS_ONLY: Sheets = {Book.ADOPTION: USUAL_ADOPTION}


def receipts(*paths: str) -> pd.DataFrame:
    common = {
        "sha256": "",
        "unit_code": "A01",
        "unit_name": "城关中心校",
        "period": "2026Q3",
        "return_type": "正常",
        "sender": "",
        "name": "",
    }
    later = {"resend": 0, "received_at": "2026-09-18 09:00:00", "time_basis": "邮件", "status": "计入", "reason": ""}
    return Receipts.of({"path": path, **common, **later} for path in paths)


def returned(number: int, book: Book, line: dict[str, Any]) -> dict[str, Any]:
    """A sound line of a book as sent, but for what `line` says of it."""
    sound = row() if book == Book.ADOPTION else submission()
    place = {"row_id": number, "path": "a.xlsx", "sheet": book.value, "book": book.value, "filler": ""}
    cells = {key: str(sound.get(key, "")) for key in KEYS}
    return {**place, "sheet_row": HEADER_ROWS[book] + 1 + number, **cells, **line}


def checked(
    *lines: dict[str, Any],
    letters: dict[str, str] | None = None,
    paths: tuple[str, ...] = ("a.xlsx",),
    book: Book = Book.ADOPTION,
    sheets: Sheets = USUAL,
) -> Checked:
    """Check lines that stand below the header of one book of a.xlsx; give only what is wrong with each."""
    table = ReturnedRows.of(returned(number, book, line) for number, line in enumerate(lines))
    places = Placements.of(
        {"path": "a.xlsx", "sheet": book.value, "book": book.value, "key": key, "letter": letter}
        for key, letter in (letters or PLACES[book]).items()
    )
    return check(table, receipts(*paths), places, PERIOD, sheets)


def submitted(*lines: dict[str, Any], sheets: Sheets = USUAL) -> Checked:
    """The same for lines of 报送台账, which begin in row 4."""
    return checked(*lines, book=Book.SUBMISSION, sheets=sheets)


def sheets_for(*facts: str) -> Sheets:
    """Both books, as an assessment that tests `facts` has them."""
    return {book: columns_for(book, frozenset(facts)) for book in USUAL}


def told(result: Checked) -> list[tuple[str, str, str]]:
    return list(result.findings[["code", "cell", "found"]].itertuples(index=False, name=None))


ANY_CELL = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", "全文", "批示", "#REF!", "2026-8-5", "8月5日", "46239", "2026-99-1", "是"]),
)
