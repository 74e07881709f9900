"""Any table of valid lines, bent at random, comes back equal or with findings: never with fewer lines."""

from __future__ import annotations

import csv
import io
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from pipeline.read.workbook import FileReading
from tests.columns import USUAL_ADOPTION
from tests.read.opened import ods, ods_row
from tests.read.raw import reading_of

REQUIRED_KEYS = ("title", "outlet_text", "method", "origin", "published_on")
OPTIONAL_KEYS = ("authors", "reviewer", "genre", "evidence_no", "remark")
COLUMNS = {column.key: column for column in USUAL_ADOPTION}
NUMBER_OF_TABLE = 3
"""Rows of the head that is written above every table."""
WORDS = st.text("课后服务展新貌合计小总共NA0=-+、（）标题备注", min_size=1, max_size=8)
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "title": WORDS,
            "outlet_text": st.sampled_from(["安平日报", "县融媒", "NA"]),
            "method": st.just("全文"),
            "origin": st.sampled_from(["原发", "转载"]),
            "published_on": st.sampled_from(["2026-08-05", "8月5日"]),
        },
        optional={key: st.one_of(st.just("张三"), WORDS) for key in OPTIONAL_KEYS},
    ),
    min_size=1,
    max_size=6,
)


@dataclass(frozen=True)
class Bend:
    """What a unit did to the table: rows above and left of it, its columns and their names, gaps, hidden things."""

    titles: list[str]
    left: int
    order: tuple[str, ...]
    names: tuple[str, ...]
    gaps: list[int]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merge: bool
    two_rows: bool
    sheet: str
    more_sheets: bool


@st.composite
def bends(draw: st.DrawFn) -> Bend:
    asked = draw(st.sets(st.sampled_from(OPTIONAL_KEYS)))
    extra = draw(st.lists(st.sampled_from(["自评得分", "部门意见", ""]), max_size=2))
    order = tuple(draw(st.permutations([*REQUIRED_KEYS, *sorted(asked), *extra])))
    return Bend(
        titles=draw(st.lists(st.sampled_from(["", "××单位", "2026年统计表", "附件2"]), max_size=4)),
        left=draw(st.integers(0, 2)),
        order=order,
        names=tuple(draw(_name(key)) for key in order),
        gaps=draw(st.lists(st.integers(0, 2), min_size=6, max_size=6)),
        hidden_rows=draw(st.frozensets(st.integers(1, 20), max_size=3)),
        hidden_columns=draw(st.frozensets(st.integers(1, 10), max_size=3)),
        merge=draw(st.booleans()),
        two_rows=draw(st.booleans()),
        sheet=draw(st.sampled_from(["采用明细", "Sheet1", "三季度"])),
        more_sheets=draw(st.booleans()),
    )


def _name(key: str) -> st.SearchStrategy[str]:
    """A declared name of a column with marks that mean nothing; an extra column's as it is."""
    if key not in COLUMNS:
        return st.just(key)
    names = st.sampled_from([COLUMNS[key].header, *COLUMNS[key].also])
    marks = st.sampled_from(["{}", "{}*", "＊{}", "{}（必填）", " {} ", "\n{}"])
    return st.builds(lambda name, mark: mark.format(name), names, marks)


@dataclass
class Drawn:
    """Cells to write (row and column from 1) and areas to merge, as either writer takes them."""

    cells: dict[tuple[int, int], str]
    merges: list[tuple[int, int, int, int]]


def draw_table(lines: list[dict[str, str]], bend: Bend) -> Drawn:
    head = {(2, 1): "单位代码", (2, 2): "A01", (2, 4): "统计期间", (2, 5): "2026年6月21日至2026年9月20日"}
    shift = len(bend.titles)
    cells = {(row + shift, column): text for (row, column), text in head.items()}
    cells |= {(row, 1): text for row, text in enumerate(bend.titles, start=1) if text}
    top = NUMBER_OF_TABLE + shift + 1
    at = {key: bend.left + number for number, key in enumerate(bend.order, start=1)}
    for number, (key, name) in enumerate(zip(bend.order, bend.names, strict=True), start=bend.left + 1):
        lower = bend.two_rows and number % 2 and key in COLUMNS  # a strange name there would make it a line
        cells[top + bool(lower), number] = name
    drawn, row, before = Drawn(cells, []), top + bend.two_rows, dict[str, tuple[str, int]]()
    for line, gap in zip(lines, bend.gaps, strict=False):
        row += 1 + gap
        for key, column in at.items():
            _put(drawn, row, column, line.get(key, "优" if key not in COLUMNS else ""), before, bend.merge)
    return Drawn({place: text for place, text in drawn.cells.items() if text}, drawn.merges)


def _put(drawn: Drawn, row: int, column: int, text: str, before: dict[str, tuple[str, int]], merge: bool) -> None:
    """One cell; where units merge and the line right above says the same, the cell is covered by it instead."""
    last = before.get(str(column))
    if merge and text and last == (text, row - 1) and column % 3 == 0:
        drawn.merges.append((row - 1, column, row, column))
        before.pop(str(column))
        return
    drawn.cells[row, column] = text
    before[str(column)] = (text, row)


def by_openpyxl(drawn: Drawn, bend: Bend) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = bend.sheet
    for (row, column), text in drawn.cells.items():
        sheet.cell(row, column, text).data_type = "s"
    for top, left, bottom, right in drawn.merges:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for row in bend.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for column in bend.hidden_columns:
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    if bend.more_sheets:
        book.create_sheet("说明", 0)["A1"] = "见附件"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(drawn: Drawn, bend: Bend) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(bend.sheet)
        for (row, column), text in drawn.cells.items():
            sheet.write_string(row - 1, column - 1, text)
        for top, left, bottom, right in drawn.merges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
            sheet.write_string(top - 1, left - 1, drawn.cells[top, left])
        for row in bend.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in bend.hidden_columns:
            sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
        if bend.more_sheets:
            book.add_worksheet("说明").write_string(0, 0, "见附件")
    return stream.getvalue()


def reading(data: bytes) -> FileReading:
    with tempfile.TemporaryDirectory() as folder:
        return reading_of(Path(folder), data)


def filled(got: FileReading, keys: tuple[str, ...]) -> list[dict[str, object]]:
    return [{key: row[key] for key in keys} for row in got.rows if not row["filler"]]


@settings(max_examples=100)
@given(LINES, bends(), st.sampled_from([by_openpyxl, by_xlsxwriter]))
def test_a_bent_table_comes_back_equal(lines: list[dict[str, str]], bend: Bend, write: Any) -> None:
    got = reading(write(draw_table(lines, bend), bend))
    keys = tuple(key for key in bend.order if key in COLUMNS)
    assert got.fault_code == "", got.fault
    assert filled(got, keys) == [{key: line.get(key, "") for key in keys} for line in lines]
    assert got.head["unit_code"] == "A01"
    codes = {found["code"] for found in got.findings}
    assert ("R24" in codes) == any(name and name not in keys and name not in COLUMNS for name in bend.order)
    assert ("R27" in codes) == bend.more_sheets


def rows_of(drawn: Drawn) -> list[list[str]]:
    """The cells as rows of texts."""
    last, wide = (max(place[side] for place in drawn.cells) for side in (0, 1))
    return [[drawn.cells.get((row, column), "") for column in range(1, wide + 1)] for row in range(1, last + 1)]


def by_ods(drawn: Drawn) -> bytes:
    return ods("".join(ods_row(cells) for cells in rows_of(drawn)))


def by_text(drawn: Drawn) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows_of(drawn))
    return stream.getvalue().encode("gb18030")


@settings(max_examples=70)
@given(LINES, bends(), st.sampled_from([by_ods, by_text]))
def test_a_bent_table_comes_back_equal_from_the_other_forms(
    lines: list[dict[str, str]], bend: Bend, write: Any
) -> None:
    got = reading(write(draw_table(lines, replace(bend, merge=False))))
    keys = tuple(key for key in bend.order if key in COLUMNS)
    assert got.fault_code == "", got.fault
    assert filled(got, keys) == [{key: line.get(key, "") for key in keys} for line in lines]


@settings(max_examples=60)
@given(LINES, bends(), st.data(), WORDS)
def test_a_table_with_a_name_that_nobody_declared_comes_back_whole_or_set_aside_never_shorter(
    lines: list[dict[str, str]], bend: Bend, data: st.DataObject, word: str
) -> None:
    at = data.draw(st.integers(0, len(bend.names) - 1))
    names = (*bend.names[:at], word, *bend.names[at + 1 :])
    got = reading(by_xlsxwriter(draw_table(lines, replace(bend, names=names)), bend))
    if got.fault_code:
        assert got.fault
        assert not got.rows
    else:
        assert len([row for row in got.rows if row["filler"] != "表头"]) == len(lines)
