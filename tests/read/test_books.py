"""A return with both books: each sheet is found by its own headers, and what is wrong with one is told of that one."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from pipeline.read.stage import read, worker_processes
from pipeline.read.workbook import FileReading, read_file
from schemas.template import HEADER_ROWS, columns_for
from schemas.vocabulary import Book
from tests.columns import USUAL
from tests.read.raw import found_at
from tests.workspace import Return, data_of, row, submission, workbook

SENT = Return("A01", [row()], submissions=[submission(), submission(title="第二篇", due_at=None)])
HEADER = HEADER_ROWS[Book.SUBMISSION]
NOTHING: Mapping[Book, frozenset[str]] = {}


def required(*facts: str) -> dict[Book, frozenset[str]]:
    """What an assessment of both books that tests these facts asks for."""
    return {
        book: frozenset(column.key for column in columns_for(book, frozenset(facts)) if column.required)
        for book in USUAL
    }


def saved(tmp_path: Path, book: openpyxl.Workbook, needed: Mapping[Book, frozenset[str]] = NOTHING) -> FileReading:
    stream = BytesIO()
    book.save(stream)
    (tmp_path / "A01.xlsx").write_bytes(stream.getvalue())
    return read_file(str(tmp_path), "A01.xlsx", needed)


def lines(reading: FileReading) -> list[tuple[object, ...]]:
    return [(row["book"], row["sheet_row"], row["title"], row["filler"]) for row in reading.rows]


def test_both_books_are_read_each_from_its_own_sheet(tmp_path: Path) -> None:
    reading = saved(tmp_path, workbook(SENT), required("genre"))
    assert (reading.fault_code, reading.findings) == ("", [])
    assert lines(reading) == [
        ("采用明细", 8, "课后服务展新貌", ""),
        ("报送台账", 4, "课后服务展新貌", ""),
        ("报送台账", 5, "第二篇", ""),
    ]
    assert (reading.rows[1]["submitted_at"], reading.rows[1]["outlet_text"]) == ("2026-08-03 15:30:00", "")
    assert [(book, table.scanned_rows, table.read_rows) for book, table in reading.tables.items()] == [
        (Book.ADOPTION, 1, 1),
        (Book.SUBMISSION, 2, 2),
    ]


def test_the_tables_of_the_stage_keep_the_books_apart(tmp_path: Path) -> None:
    (tmp_path / "A01.xlsx").write_bytes(data_of(SENT))
    reading = read(tmp_path, ["A01.xlsx"], worker_processes(1), required("genre"))
    assert list(reading.rows["book"]) == ["采用明细", "报送台账", "报送台账"]
    assert list(reading.rows["row_id"]) == [0, 1, 2]
    facts = reading.sheets[["book", "sheet", "scanned_rows", "read_rows"]].itertuples(index=False, name=None)
    assert list(facts) == [("采用明细", "采用明细", 1, 1), ("报送台账", "报送台账", 2, 2)]
    letters = reading.placements.set_index(["book", "key"])["letter"]
    assert (letters["采用明细", "reviewer"], letters["报送台账", "submitted_at"]) == ("F", "G")


def test_the_order_of_sheets_and_their_names_do_not_matter(tmp_path: Path) -> None:
    book = workbook(SENT)
    as_sent = lines(saved(tmp_path, book))
    book.move_sheet("报送台账", -1)
    book["报送台账"].title, book["采用明细"].title = "Sheet1", "Sheet2"
    reading = saved(tmp_path, book)
    assert lines(reading) == as_sent
    assert reading.tables[Book.SUBMISSION].sheet == "Sheet1"


def test_a_header_of_submissions_that_was_moved_is_found_and_told_on_its_own_sheet(tmp_path: Path) -> None:
    book = workbook(SENT)
    for area in list(book["报送台账"].merged_cells.ranges):
        book["报送台账"].unmerge_cells(str(area))
    book["报送台账"].insert_rows(1, 2)
    reading = saved(tmp_path, book)
    assert [line[1] for line in lines(reading)] == [8, 6, 7]
    assert [(found["code"], found["sheet"], found["cell"]) for found in reading.findings] == [("R26", "报送台账", "A5")]


def test_two_sheets_of_submissions_are_refused_by_name_and_nothing_is_read(tmp_path: Path) -> None:
    book = workbook(SENT)
    book.copy_worksheet(book["报送台账"]).title = "报送台账 (2)"
    reading = saved(tmp_path, book)
    assert (reading.fault_code, reading.rows, reading.tables) == ("R10", [], {})
    assert reading.fault == "多个工作表都有报送台账：报送台账、报送台账 (2)"


def test_submissions_alone_are_no_return(tmp_path: Path) -> None:
    book = workbook(SENT)
    del book["采用明细"]
    assert saved(tmp_path, book).fault_code == "R10"


def test_a_return_without_submissions_is_read_whatever_the_assessment_asks(tmp_path: Path) -> None:
    reading = saved(tmp_path, workbook(Return("A01", [row()])), required())
    assert (reading.fault_code, list(reading.tables)) == ("", [Book.ADOPTION])


ONE_BOOK = {Book.ADOPTION: required("method")[Book.ADOPTION]}


@pytest.mark.parametrize(
    ("name", "column", "needed", "fault"),
    [
        ("采用明细", 8, required("method"), "缺少：采用方式；多出：无"),
        ("采用明细", 8, required("length"), ""),
        ("采用明细", 2, NOTHING, ""),
        ("报送台账", 7, required("method"), "缺少：报送时间；多出：无"),
        ("报送台账", 7, ONE_BOOK, ""),
    ],
)
def test_a_missing_required_column_is_refused_only_where_the_assessment_asks_for_it(
    tmp_path: Path, name: str, column: int, needed: Mapping[Book, frozenset[str]], fault: str
) -> None:
    book = workbook(SENT)
    book[name].delete_cols(column)
    reading = saved(tmp_path, book, needed)
    assert (reading.fault_code, reading.fault) == ("R11" if fault else "", fault)


def test_a_file_refused_for_its_second_sheet_leaves_no_rows_of_its_first(tmp_path: Path) -> None:
    book = workbook(SENT)
    book["报送台账"].cell(HEADER, 7).value = "什么时候"
    reading = saved(tmp_path, book, required())
    assert (reading.fault_code, reading.fault) == ("R11", "缺少：报送时间；多出：什么时候")
    assert (reading.rows, reading.tables, reading.findings) == ([], {}, [])


def test_a_sheet_whose_headers_fit_both_books_alike_is_taken_for_adoptions(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["序号", "体裁", "撰稿人", "备注"])
    assert list(saved(tmp_path, book).tables) == [Book.ADOPTION]


@pytest.mark.parametrize(
    ("line", "filler"),
    [
        ({"title": "合计"}, "小计"),
        ({"title": "小计2篇"}, "小计"),
        ({"serial": 3}, "空行"),
        ({"title": "合计", "authors": "张三"}, ""),
        ({"title": "合计", "submitted_at": "8月5日"}, ""),
    ],
)
def test_a_subtotal_of_submissions_names_nobody_and_no_time(
    tmp_path: Path, line: dict[str, object], filler: str
) -> None:
    reading = saved(tmp_path, workbook(Return("A01", [], submissions=[submission(), line])))
    assert [row["filler"] for row in reading.rows] == ["", filler]


def test_formulas_merges_and_hidden_rows_of_submissions_are_told_with_their_sheet(tmp_path: Path) -> None:
    book = workbook(SENT)
    book["报送台账"].merge_cells("E4:E5")
    book["报送台账"].row_dimensions[5].hidden = True
    reading = saved(tmp_path, book)
    assert {found["sheet"] for found in reading.findings} == {"报送台账"}
    assert (found_at(reading, "R22"), found_at(reading, "R23")) == ({"E5": "张三"}, {"A5": "第5行"})
