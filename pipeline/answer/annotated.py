"""The annotated workbook: a unit's sheets as it typed them, faults coloured and explained, and a list that leads to each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from pipeline.answer.annotated_list import LIST_SHEET, Head, write_list
from pipeline.answer.annotated_sheet import write_sheet
from pipeline.answer.faces import face, sheet_names
from pipeline.answer.originals import Original
from pipeline.template.workbook import created


@dataclass(frozen=True)
class Annotation:
    """What one annotated workbook is made from: the sheets, the findings told of them (`records.Findings`), the head."""

    period: str
    head: Head
    sheets: tuple[Original, ...]
    findings: pd.DataFrame


def annotated_bytes(annotation: Annotation) -> bytes:
    """A new workbook without macros or formulas; the same annotation gives the same bytes."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(stream, options) as book:
        book.set_properties({"title": annotation.head.title, "created": created(annotation.period)})
        names = sheet_names([one.sheet for one in annotation.sheets], LIST_SHEET)
        write_list(book, annotation.head, annotation.findings, names)
        faces = Faces(book)
        for original in annotation.sheets:
            own = annotation.findings[annotation.findings["sheet"] == original.sheet]
            write_sheet(book.add_worksheet(names[original.sheet]), original, own, faces)
    return stream.getvalue()


class Faces:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def of(self, kind: str) -> Format:
        """The format of a kind of cell (see `faces.FACES`)."""
        if kind not in self._made:
            self._made[kind] = self._book.add_format(face(kind))
        return self._made[kind]


def has_cells(findings: pd.DataFrame, sheets: Iterable[Original]) -> bool:
    """Whether any finding stands at a cell of one of the sheets."""
    names: Sequence[str] = [one.sheet for one in sheets]
    return bool((findings["sheet"].isin(names) & (findings["cell"] != "")).any())
