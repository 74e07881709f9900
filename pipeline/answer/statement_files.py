"""The statements of all units as files: a workbook and a PDF each, under review/核对单/."""

from __future__ import annotations

from pipeline.answer.files import Files, safe_name
from pipeline.answer.known import known_of
from pipeline.answer.statement import Statement, statements
from pipeline.answer.statement_book import statement_bytes
from pipeline.answer.statement_page import statement_pdf
from pipeline.run import Outcome, Setting

STATEMENTS = "review/核对单"


def statement_files(setting: Setting, outcome: Outcome) -> Files:
    """Path within the published folder → bytes. Setting the pages takes longest, so they are made side by side."""
    made = list(statements(known_of(setting, outcome.scored.checked, outcome)))
    with setting.stage("编制得分核对单"), setting.new_executor() as executor:
        both = zip(made, executor.map(statement_bytes, made), executor.map(statement_pdf, made), strict=True)
        return {name: content for one, book, page in both for name, content in _named(one, book, page)}


def _named(statement: Statement, book: bytes, page: bytes) -> tuple[tuple[str, bytes], ...]:
    place = f"{STATEMENTS}/{safe_name(f'{statement.code} {statement.name}')}"
    return (f"{place}.xlsx", book), (f"{place}.pdf", page)
