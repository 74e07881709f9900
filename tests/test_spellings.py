"""The examples that the officer's page prints are what the parser does, each with its finding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.cells.dates import parse_date, parse_moment
from pipeline.cells.names import parse_names
from pipeline.cells.parse import parse_count, parse_money
from schemas.faults import FAULTS
from schemas.spellings import DATE, EXAMPLES, MOMENT, MONEY, NUMBER, NUMERALS, Example, page
from schemas.vocabulary import Severity

START, END = date(2026, 6, 21), date(2026, 9, 20)
GUIDE = Path(__file__).parent.parent / "inputs" / "spellings.md"


def read(example: Example) -> tuple[str, list[str]]:
    """What the parser makes of an example, as text, and the codes of its findings."""
    if example.kind == DATE:
        day = parse_date(example.typed, START, END)
        return str(day.value or ""), [day.code] if day.code else []
    if example.kind == MOMENT:
        moment = parse_moment(example.typed, START, END)
        return f"{moment.value:%Y-%m-%d %H:%M}" if moment.has_time else "", [moment.code] if moment.code else []
    if example.kind == NUMBER:
        number = parse_count(example.typed)
        return ("", ["C12"]) if number is None else (str(number), [])
    if example.kind == MONEY:
        fen = parse_money(example.typed)
        return ("", ["C26"]) if fen is None else (f"{fen // 100}.{fen % 100:02}", [])
    people = parse_names(example.typed)
    codes = [doubt.code for doubt in people.doubts]
    stops = any(FAULTS[code].severity == Severity.ERROR for code in codes)
    return "" if stops else "、".join(people.names), codes


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.kind} {one.typed}")
def test_every_printed_example_is_read_as_printed(example: Example) -> None:
    assert read(example) == (example.read, [example.code] if example.code else [])


def test_what_is_not_read_stops_the_row_and_what_is_read_does_not() -> None:
    stops = {one.typed: bool(one.code) and FAULTS[one.code].severity == Severity.ERROR for one in EXAMPLES}
    assert stops == {one.typed: not one.read for one in EXAMPLES}


def test_the_officers_page_prints_all_examples() -> None:
    """To renew it: python -c "from schemas.spellings import page; print(page(), end='')" > inputs/spellings.md"""
    assert GUIDE.read_text("utf-8") == page()


def test_numerals_count_from_one_to_thirty_one() -> None:
    assert sorted(NUMERALS.values()) == list(range(1, 32))
    assert (NUMERALS["十"], NUMERALS["二十一"], NUMERALS["三十一"]) == (10, 21, 31)
