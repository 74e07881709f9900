"""Columns that few assessments ask for: how their cells are read, and that they are blank where nobody asks."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pipeline import facts
from pipeline.cells.parse import parse_money
from pipeline.check import Checked
from schemas.roster import Outlets, People, Units
from schemas.template import COLUMNS, Sheets
from schemas.vocabulary import Book
from tests import checking
from tests.checking import ADOPTIONS_ONLY, PERIOD, sheets_for, told

PLACES = {book: {one.key: chr(65 + at) for at, one in enumerate(columns)} for book, columns in COLUMNS.items()}


def checked(line: dict[str, Any], book: Book = Book.ADOPTION, sheets: Sheets = COLUMNS) -> Checked:
    """A sound line but for what `line` says of it, on a form that has every column."""
    return checking.checked(line, letters=PLACES[book], book=book, sheets=sheets)


def submitted(line: dict[str, Any]) -> Checked:
    return checked(line, Book.SUBMISSION)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("85", 8500), ("85.5", 8550), ("85.50元", 8550), ("￥1,200", 120000), ("¥0.05", 5), ("８５．５", 8550), ("0", 0)],
)
def test_money_is_read_to_the_fen(text: str, fen: int) -> None:
    assert parse_money(text) == fen


@pytest.mark.parametrize("text", ["85.555", "约85", "85元5角", "-3", "1e3", "八十五", ""])
def test_other_words_for_money_are_not_guessed(text: str) -> None:
    assert parse_money(text) is None


def test_a_fee_that_is_no_amount_is_told_at_its_cell_and_the_line_waits() -> None:
    result = checked({"fee": "约85"})
    assert told(result) == [("C26", f"{PLACES[Book.ADOPTION]['fee']}8", "约85")]
    assert result.waiting == frozenset({0})


def test_partners_programme_and_fee_go_on_as_written() -> None:
    (line,) = checked({"partners": "城北小学，镇政府", "programme": "新闻联播", "fee": "85.5"}).parsed.to_dict(
        "records"
    )
    assert (line["partners"], line["programme"], line["fee"]) == ("城北小学、镇政府", "新闻联播", 8550)


def test_matter_importance_and_receiver_of_a_submission_go_on_as_chosen() -> None:
    (line,) = submitted({"matter": " 新闻线索 ", "importance": "重要", "sent_to": "市报"}).parsed.to_dict("records")
    assert (line["matter"], line["importance"], line["sent_to"]) == ("新闻线索", "重要", "市报")


def test_a_matter_off_the_list_is_told() -> None:
    assert [code for code, _, _ in told(submitted({"matter": "闲谈"}))] == ["C03"]


def test_partners_nobody_asked_for_join_no_stories() -> None:
    (line,) = checked({"partners": "城北小学"}, sheets=ADOPTIONS_ONLY | sheets_for("length")).parsed.to_dict("records")
    assert line["partners"] == ""


def _known(parsed: pd.DataFrame, **unit: Any) -> dict[str, Any]:
    blank = dict.fromkeys(Units.headers(), "")
    units = Units.of(
        [
            {**blank, "unit_code": "A01", "name": "城关中心校", "unit_class": "中心校", **unit},
            {**blank, "unit_code": "B02", "name": "城北小学", "aliases": "北小", "unit_class": "学校"},
        ]
    )
    outlet = {"name": "市报", "aliases": "", "tier": "city", "kind": "报纸", "in_targets": "是", "in_cash": "是", "from_date": "2000-01-01", "to_date": ""}  # fmt: skip
    known = facts.facts(parsed, units, Outlets.of([outlet]), People.blank(), PERIOD)
    return {str(name): value for name, value in known.iloc[0].items()}


@pytest.mark.parametrize(
    ("partners", "units", "count"),
    [
        ("", "A01", 1),
        ("城北小学", "A01、B02", 2),
        ("北小", "A01、B02", 2),
        ("北小、城北小学", "A01、B02", 2),
        ("城关中心校", "A01", 1),
        ("\u200b", "A01", 1),
        ("县政府", "?、A01", 2),
    ],
)
def test_partners_are_units_of_the_roster_by_name_or_alias_and_each_once(partners: str, units: str, count: int) -> None:
    known = _known(checked({"partners": partners}).parsed)
    assert (known["units"], known["unit_count"]) == (units, count)


@pytest.mark.parametrize(("headcount", "number"), [("", 0), ("52", 52)])
def test_a_units_headcount_comes_from_the_roster(headcount: str, number: int) -> None:
    assert _known(checked({}).parsed, headcount=headcount)["headcount"] == number


@pytest.mark.parametrize(("sent_to", "tier"), [("市报", "city"), ("别处", ""), ("", "")])
def test_a_submission_has_the_tier_of_whom_it_was_sent_to(sent_to: str, tier: str) -> None:
    known = _known(submitted({"sent_to": sent_to}).parsed)
    assert (known["tier"], known["outlet"]) == (tier, "市报" if tier else "")
