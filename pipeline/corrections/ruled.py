"""Which corrections touch a row that the office ruled on: its word was given on what the row said then."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.corrections.differences import Versions, unlike
from pipeline.corrections.mends import Receipt, age
from pipeline.rulings import Content
from pipeline.rulings.read import NOT_OF_ROWS
from schemas.vocabulary import RETURNED_BOOKS, Book


def touching(
    rulings: pd.DataFrame, content: Content, versions: Versions, receipts: pd.DataFrame, corrections: Mapping[str, str]
) -> frozenset[str]:
    """The corrections (path) that alter or leave out a row of an earlier version that a ruling is about.

    `corrections`: path → the version on time beside which it is held.
    """
    lines = receipts.to_dict("records")
    known: dict[str, Receipt] = {one["path"]: {str(name): value for name, value in one.items()} for one in lines}
    of_rows = rulings[~rulings["kind"].isin(list(NOT_OF_ROWS))].to_dict("records")
    ruled = [_by_file(content, {str(name): value for name, value in one.items()}) for one in of_rows]
    found = set()
    for path, counted in corrections.items():
        older = (one for one, beside in corrections.items() if beside == counted and age(known[one]) < age(known[path]))
        before = {version: _altered(versions, version, path) for version in (counted, *older)}
        for rows in ruled:
            met = [not rows[version] & altered for version, altered in before.items() if version in rows]
            # a row may be ruled on in several versions: it is untouched where it is as in any of them
            if met and not any(met):
                found.add(path)
    return frozenset(found)


def _by_file(content: Content, ruling: Mapping[str, str]) -> dict[str, frozenset[int]]:
    """The rows (row_id) of each file that a ruling is about."""
    # by the office's register, put to the rows only later, a submission may have another day than its unit gave
    places = content.on_any_day(ruling) if ruling["book"] == Book.SUBMISSION else content.of(ruling)
    return {one.path: frozenset(place.row_id for place in places if place.path == one.path) for one in places}


def _altered(versions: Versions, old: str, new: str) -> frozenset[int]:
    """The rows of a version that another one has not alike in every cell."""
    return frozenset(
        int(row["row_id"])
        for book in RETURNED_BOOKS
        for row in unlike(versions.lines(old, book), versions.lines(new, book), book)
    )
