"""share: whose a unit's amount is. Money moves (a line out, lines in); points of people are written beside the unit's."""

from __future__ import annotations

import pandas as pd

from pipeline.score.lines import earned, row_lines, worded, written
from pipeline.score.work import Work
from schemas.returned import normal
from schemas.steps import ShareStep
from schemas.strict import to_units
from schemas.vocabulary import Measure

NAMES = {"author": "authors", "reviewer": "reviewer"}
"""Payee → the column that names them, in the order signed."""
CALLED = {"author": "转记撰稿人", "reviewer": "转记审稿人"}


def share_lines(step: ShareStep, work: Work) -> pd.DataFrame:
    """Lines that give each row's amount to its authors or reviewer; a row that names none stays with its unit."""
    column = NAMES.get(step.payee or "", "authors")
    net = earned(work.ledger, step.of if step.payee in NAMES else [], work.rows)
    owing = net[net[column].astype("str") != ""]
    shares = _shares(step, owing, column)
    given = row_lines(shares, step.into, shares["account"], step.clause).assign(
        person=_person_ids(shares, work.people), amount=shares["share"], arithmetic=_arithmetic(step, shares)
    )
    moved = owing[owing["measure"] == step.into]
    taken = row_lines(moved, moved["measure"], moved["account"], step.clause).assign(
        amount=-moved["amount"], arithmetic=CALLED.get(step.payee or "", "")
    )
    return pd.concat([taken, given]).sort_index(kind="stable")


def _shares(step: ShareStep, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row per name with `share`: rounded down to `smallest`, the rest one by one in the order signed."""
    names = pd.Series([text.split("、") for text in rows[column].astype("str")], index=rows.index, dtype="object")
    named = rows.assign(name=names, count=[len(each) for each in names]).explode("name")
    place = named.groupby(level=0).cumcount()
    if step.split == "first":
        return named[place == 0].assign(share=lambda first: first["amount"])
    if step.split == "full":
        return named.assign(share=named["amount"])
    smallest = to_units(step.smallest, step.into) if step.smallest is not None else 1
    count, coins = named["count"], named["amount"] // smallest
    share = (coins // count + (place < coins % count)) * smallest
    return named.assign(share=share + (named["amount"] % smallest).where(place == 0, 0))


def _person_ids(shares: pd.DataFrame, people: pd.DataFrame) -> list[str]:
    """The roster's code for each (unit, name); a stranger is `unit:name`, so namesakes stay apart.

    Aliases were settled before: names are the roster's.
    """
    codes: dict[tuple[str, str], str] = {}
    for person in people.to_dict("records"):
        codes[person["unit_code"], normal(person["name"])] = person["person_code"]
    return [
        codes.get((unit, normal(name)), f"{unit}:{name}")
        for unit, name in zip(shares["unit_code"], shares["name"], strict=True)
    ]


def _arithmetic(step: ShareStep, shares: pd.DataFrame) -> list[str]:
    def words(amount: int, measure: str, count: int, share: int) -> str:
        divided = f" ÷ {count}人" if step.split == "equal" and count > 1 else ""
        return f"{written(amount, Measure(measure))}{divided} → {written(share, step.into)}"

    return worded(words, shares["amount"], shares["measure"], shares["count"], shares["share"])
