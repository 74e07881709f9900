"""The columns most tests write and read: all but those few assessments ask for, which have tests of their own."""

from __future__ import annotations

from schemas.template import COLUMNS, Column, Sheets
from schemas.vocabulary import Book

RARE = frozenset({"partners", "programme", "fee", "matter", "importance", "sent_to"})
USUAL: Sheets = {book: tuple(one for one in columns if one.key not in RARE) for book, columns in COLUMNS.items()}
USUAL_ADOPTION: tuple[Column, ...] = USUAL[Book.ADOPTION]
USUAL_SUBMISSION: tuple[Column, ...] = USUAL[Book.SUBMISSION]
