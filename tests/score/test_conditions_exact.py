"""Conditions over facts, value by value: whole numbers in their own unit, and what a blank may yet become."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pipeline.conditions import mask, possible, prepared
from schemas.conditions import FACTS, Where

ROWS = pd.DataFrame(
    {
        "length": [0, 1, 800, 1000],
        "fee": [0, 60, 6000, 8550],  # fen
        "origin": ["", "原发", "转载", "原发"],
        "in_targets": [True, False, True, False],
    },
    index=[7, 3, 9, 4],
)


def of(found: pd.Series[bool]) -> list[bool]:
    assert found.dtype == bool
    assert list(found.index) == list(ROWS.index)
    return found.tolist()


@pytest.mark.parametrize(
    ("where", "met"),
    [
        ({}, [True, True, True, True]),
        ({"fee": 60}, [False, False, True, False]),
        ({"fee": [60, 0]}, [True, False, True, False]),
        ({"fee": {"at_least": 60}}, [False, False, True, True]),
        ({"fee": {"at_least": 1, "at_most": 60}}, [False, False, True, False]),
        ({"length": 800}, [False, False, True, False]),
        ({"length": {"at_least": 1, "at_most": 800}}, [False, True, True, False]),
        ({"in_targets": True, "origin": "转载"}, [False, False, True, False]),
    ],
)
def test_money_is_written_in_yuan_and_other_numbers_as_they_are(where: dict[str, Any], met: list[bool]) -> None:
    assert of(mask(ROWS, Where(where))) == met


@pytest.mark.parametrize(
    ("where", "may"),
    [
        ({"origin": "原发"}, [True, True, False, True]),
        ({"length": {"at_least": 900}}, [True, False, False, True]),
        ({"length": {"at_least": 900}, "origin": "原发"}, [True, False, False, True]),
        ({"origin": "转载", "length": {"at_least": 900}}, [True, False, False, False]),
        ({"in_targets": False}, [True, True, True, True]),
    ],
)
def test_what_is_blank_may_yet_be_filled_in_and_a_word_that_is_there_speaks_against_a_row(
    where: dict[str, Any], may: list[bool]
) -> None:
    assert of(possible(ROWS, Where(where))) == may


def test_no_rows_meet_nothing() -> None:
    none = ROWS.iloc[:0]
    for where in ({"origin": "原发"}, {"fee": 60}, {"in_targets": True}):
        assert mask(none, Where(where)).tolist() == []
        assert possible(none, Where(where)).tolist() == []


def test_words_are_looked_at_once_each() -> None:
    worded = [fact for fact, known in FACTS.items() if known.kind in (str, set)]
    rows = pd.DataFrame({fact: ["甲", "乙", "甲"] for fact in worded})
    assert {str(kind) for kind in prepared(rows).dtypes} == {"category"}
