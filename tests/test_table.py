"""A table between two stages holds what its class declares, whatever way it was made."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pandera.errors
import pytest

from schemas.records import Findings, Rows

FINDING = {**dict.fromkeys(Findings.headers(), ""), "severity": "错误", "row_id": 1}
ROW = {
    **dict.fromkeys(Rows.headers(), ""), "row_id": 1, "sheet_row": 8, "book": "采用明细", "verdict": "认定",
}  # fmt: skip


def test_a_sound_record_becomes_a_line_of_the_declared_types() -> None:
    table = Findings.of([FINDING])
    assert list(table.columns) == list(Findings.headers())
    assert (str(table["row_id"].dtype), str(table["found"].dtype)) == ("int64", "str")


@pytest.mark.parametrize(
    "wrong",
    [{"severity": "很重"}, {"code": None}, {"severity": None}],
    ids=["a word that is not on the list", "text that is missing", "a listed word that is missing"],
)
def test_a_value_the_class_does_not_allow_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(pandera.errors.SchemaError):
        Findings.of([{**FINDING, **wrong}])


@pytest.mark.parametrize("number", ["x", None, 1.5])
def test_what_is_no_whole_number_is_refused(number: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        Findings.of([{**FINDING, "row_id": number}])


def test_a_key_that_must_be_unique_is_refused_twice() -> None:
    with pytest.raises(pandera.errors.SchemaError, match="row_id"):
        Rows.of([ROW, ROW])


def test_a_column_that_is_not_declared_goes_no_further() -> None:
    assert list(Rows.conform(pd.DataFrame([{**ROW, "more": 1}])).columns) == list(Rows.headers())
