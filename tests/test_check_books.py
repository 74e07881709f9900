"""The two checks where a return has two books, and where the assessment asks for some columns only."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check import check, missing_columns
from schemas.returned import Placements, ReturnedRows
from schemas.template import Sheets, columns_for
from schemas.vocabulary import Book
from tests.checking import (
    ADOPTIONS_ONLY,
    ANY_CELL,
    KEYS,
    PERIOD,
    PLACES,
    checked,
    receipts,
    returned,
    sheets_for,
    submitted,
    told,
)
from tests.columns import USUAL, USUAL_ADOPTION


def lacking(*placed: tuple[Book, str], sheets: Sheets, method: str = "全文") -> list[tuple[str, str, str]]:
    """Code, sheet and header of what a.xlsx lacks when only these columns stand in it, above one row of adoptions."""
    places = Placements.of(
        {"path": "a.xlsx", "sheet": f"表{book.short}", "book": book.value, "key": key, "letter": "A"}
        for book, key in placed
    )
    rows = ReturnedRows.of([returned(0, Book.ADOPTION, {"method": method})])
    found = missing_columns(receipts("a.xlsx"), places, rows, sheets)
    return list(found[["code", "sheet", "found"]].itertuples(index=False, name=None))


def test_a_column_is_missed_only_in_the_book_that_lacks_it_and_only_where_the_assessment_asks_for_it() -> None:
    both = ((Book.ADOPTION, "title"), (Book.ADOPTION, "reviewer"), (Book.SUBMISSION, "title"))
    assert lacking(*both, sheets=sheets_for("has_reviewer")) == [("R25", "表报送", "审稿人")]
    assert lacking(*both, sheets=sheets_for()) == []


@pytest.mark.parametrize(
    ("method", "lacks"), [("全文", []), ("综合", []), (" 批示", [("R25", "表采用", "批示领导层级")])]
)
def test_a_column_that_some_rows_alone_need_is_missed_only_where_there_is_such_a_row(
    method: str, lacks: list[tuple[str, str, str]]
) -> None:
    """A form sent out before the office settled the tariff of instructions has no such column."""
    placed = ((Book.ADOPTION, "title"), (Book.ADOPTION, "method"))
    sheets = {Book.ADOPTION: columns_for(Book.ADOPTION, frozenset({"method", "instruction_level"}))}
    assert lacking(*placed, sheets=sheets, method=method) == lacks
    blind = lacking(placed[0], sheets=sheets, method=method)  # without 采用方式 nobody can tell
    assert ("R25", "表采用", "批示领导层级") in blind


def test_a_return_without_the_submissions_that_are_asked_for_is_told_so_once() -> None:
    assert lacking((Book.ADOPTION, "title"), sheets=sheets_for("length")) == [
        ("R25", "表采用", "字数"),
        ("S09", "", ""),
    ]
    assert lacking((Book.ADOPTION, "title"), sheets=ADOPTIONS_ONLY | {Book.ADOPTION: USUAL_ADOPTION[:2]}) == []


def test_a_sound_submission_goes_on_with_its_moments_and_its_own_key() -> None:
    result = submitted({"authors": "张三，李四", "story_no": " 7 "})
    (line,) = result.parsed.to_dict("records")
    assert (told(result), result.waiting) == ([], frozenset())
    assert (line["book"], line["row_key"]) == ("报送台账", "A01-报送-4@a.xlsx")
    assert (line["submitted_at"], line["due_at"]) == (pd.Timestamp(2026, 8, 3, 15, 30), pd.Timestamp(2026, 8, 3, 16))
    assert (line["day"], line["length"], line["authors"], line["story_no"]) == (
        pd.Timestamp(2026, 8, 3),
        820,
        "张三、李四",
        "7",
    )
    assert (line["head_signature"], line["leader_signature"]) == ("王科长", "赵局长")
    assert (line["outlet_text"], line["paid"], line["page"]) == ("", False, 0)
    assert pd.isna(line["published_on"])


def test_the_day_of_an_adoption_is_the_day_it_was_published() -> None:
    assert list(checked({}).parsed["day"]) == [pd.Timestamp(2026, 8, 5)]


@pytest.mark.parametrize(
    ("line", "code", "cell"),
    [
        ({"title": ""}, "C01", "B4"),
        ({"submitted_at": ""}, "C01", "G4"),
        ({"genre": "短评"}, "C03", "D4"),
        ({"submitted_at": "昨天下午"}, "C04", "G4"),
        ({"submitted_at": "2026-09-19 08:00"}, "C07", "G4"),
        ({"length": "约八百字"}, "C12", "I4"),
        ({"submitted_at": "2026-8-3"}, "C13", "G4"),
        ({"due_at": "2026-8-3"}, "C13", "H4"),
    ],
)
def test_a_fault_of_a_submission_is_told_at_its_cell_and_its_row_waits(
    line: dict[str, str], code: str, cell: str
) -> None:
    result = submitted(line)
    assert [found[:2] for found in told(result)] == [(code, cell)]
    assert result.waiting == {0}


def test_a_submission_after_the_return_is_told_in_its_own_words() -> None:
    assert "报送时间" in submitted({"submitted_at": "2026-09-19 08:00"}).findings["action"].item()


def test_a_submission_without_a_due_time_is_in_order() -> None:
    assert not told(submitted({"due_at": ""}))


def test_a_date_without_its_time_is_enough_where_lateness_is_not_looked_at() -> None:
    result = submitted({"submitted_at": "2026-8-3"}, sheets=sheets_for("length"))
    assert (told(result), list(result.parsed["day"])) == ([], [pd.Timestamp(2026, 8, 3)])


@pytest.mark.parametrize(
    ("key", "text", "number"),
    [
        ("page", "第3版", 3),
        ("page", "头版", 1),
        ("page", "", 0),
        ("position", "2", 2),
        ("position", "第1条", 1),
        ("length", "８２０字", 820),
    ],
)
def test_a_whole_number_is_read_as_units_write_it(key: str, text: str, number: int) -> None:
    result = checked({key: text})
    assert (told(result), list(result.parsed[key])) == ([], [number])


@pytest.mark.parametrize(
    ("key", "cell", "text"),
    [("page", "K8", "A1"), ("page", "K8", "要闻版"), ("position", "L8", "1.5"), ("length", "M8", "头版")],
)
def test_what_is_no_whole_number_is_told_and_its_row_waits(key: str, cell: str, text: str) -> None:
    result = checked({key: text})
    assert (told(result), result.waiting) == ([("C12", cell, text)], {0})


def test_the_units_own_numbering_may_be_anything() -> None:
    assert not told(checked({"serial": "一"}))


def test_cells_the_assessment_does_not_ask_for_are_never_found_fault_with_and_read_as_far_as_they_can_be() -> None:
    wild = {
        "page": "要闻",
        "genre": "短评",
        "precleared_on": "上周",
        "paid": "也许",
        "reviewer": "#REF!",
        "length": "9",
    }
    result = checked({**wild, "method": "批示"}, sheets=sheets_for("method"))
    (line,) = result.parsed.to_dict("records")
    assert told(result) == []
    assert (line["page"], line["genre"], line["paid"], line["reviewer"], line["length"]) == (0, "", False, "", 9)
    assert pd.isna(line["precleared_on"])


def test_lines_of_a_book_the_assessment_does_not_use_need_only_a_title() -> None:
    wild = {"submitted_at": "昨天", "genre": "短评", "length": "很长", "due_at": "#REF!", "head_signature": "#N/A"}
    result = submitted(wild, {**wild, "title": ""}, sheets=ADOPTIONS_ONLY)
    (line,) = result.parsed.to_dict("records")
    assert [found[:2] for found in told(result)] == [("C01", "B5")]
    assert (line["day"], line["genre"], line["length"], line["head_signature"]) == (
        pd.Timestamp(2026, 9, 18),
        "",
        0,
        "",
    )
    assert pd.isna(line["submitted_at"]) and pd.isna(line["due_at"])


def test_an_assessments_own_words_for_a_column_replace_the_templates() -> None:
    words = {"genre": ("短评", "长篇"), "evidence_kinds": ("ＰＤＦ", "原件")}
    sheets = {Book.ADOPTION: columns_for(Book.ADOPTION, frozenset({"genre", "has_evidence"}), words)}
    result = checked({"genre": " 短评", "evidence_kinds": "pdf，样报"}, {"genre": "消息"}, sheets=sheets)
    assert told(result) == [("C03", "D9", "消息")]
    assert list(result.parsed[["genre", "evidence_kinds"]].itertuples(index=False, name=None)) == [
        ("短评", "ＰＤＦ、样报")
    ]


def test_lines_of_both_books_are_told_each_at_the_cell_of_its_own_sheet() -> None:
    lines = [returned(0, Book.ADOPTION, {"title": ""}), returned(1, Book.SUBMISSION, {"authors": "#REF!"})]
    places = Placements.of(
        {"path": "a.xlsx", "sheet": book.value, "book": book.value, "key": key, "letter": letter}
        for book, letters in PLACES.items()
        for key, letter in letters.items()
    )
    result = check(ReturnedRows.of(lines), receipts("a.xlsx"), places, PERIOD, USUAL)
    found = result.findings[["sheet", "cell"]].itertuples(index=False, name=None)
    assert list(found) == [("采用明细", "B8"), ("报送台账", "E5")]


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, ANY_CELL)), max_size=20),
    st.sampled_from([USUAL, ADOPTIONS_ONLY, sheets_for("length")]),
)
def test_whatever_is_typed_every_submission_either_goes_on_or_waits_with_a_reason(
    lines: list[dict[str, str]], sheets: Sheets
) -> None:
    result = submitted(*lines, sheets=sheets)
    assert sorted([*result.parsed["row_id"], *result.waiting]) == list(range(len(lines)))
    errors = result.findings[result.findings["severity"] == "错误"]
    assert set(errors["row_id"]) == result.waiting
