"""share: whose a unit's amount is. Money moves (a line out, lines in); points of people are written beside the unit's."""

from __future__ import annotations

import pandas as pd

from pipeline.score.lines import row_amounts, row_lines, written
from schemas.assessment import ShareStep, to_units
from schemas.returned import normal


def share_lines(step: ShareStep, rows: pd.DataFrame, ledger: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Lines that give each row's amount to its authors; a row without an author stays with its unit."""
    amounts = rows.assign(amount=row_amounts(ledger, step.measure, rows))
    owing = amounts[(amounts["amount"] != 0) & amounts["has_author"] & (step.payee == "author")]
    shares = _shares(step, owing)
    given = row_lines(shares, step.into, step.clause).assign(
        person=_person_ids(shares, people), amount=shares["share"], arithmetic=_arithmetic(step, shares)
    )
    if step.into != step.measure:
        return given
    taken = row_lines(owing, step.measure, step.clause).assign(amount=-owing["amount"], arithmetic="转记撰稿人")
    return pd.concat([taken, given]).sort_index(kind="stable")


def _shares(step: ShareStep, rows: pd.DataFrame) -> pd.DataFrame:
    """One row per author with `share`: rounded down to `smallest`, the rest one by one in author order."""
    named = rows.assign(author=rows["authors"].str.split("、")).explode("author")
    place = named.groupby(level=0).cumcount()
    if step.split == "first":
        return named[place == 0].assign(share=lambda first: first["amount"])
    if step.split == "full":
        return named.assign(share=named["amount"])
    smallest = to_units(step.smallest, step.into) if step.smallest is not None else 1
    count, coins = named["author_count"], named["amount"] // smallest
    share = (coins // count + (place < coins % count)) * smallest
    return named.assign(share=share + (named["amount"] % smallest).where(place == 0, 0))


def _person_ids(shares: pd.DataFrame, people: pd.DataFrame) -> list[str]:
    """The roster's code for each (unit, name); a stranger is `unit:name`, so namesakes stay apart.

    Aliases were settled before: `authors` are the roster's names.
    """
    codes: dict[tuple[str, str], str] = {}
    for person in people.to_dict("records"):
        codes[person["unit_code"], normal(person["name"])] = person["person_code"]
    return [
        codes.get((unit, normal(name)), f"{unit}:{name}")
        for unit, name in zip(shares["unit_code"], shares["author"], strict=True)
    ]


def _arithmetic(step: ShareStep, shares: pd.DataFrame) -> list[str]:
    return [
        f"{written(amount, step.measure)} ÷ {count}人 → {written(share, step.into)}"
        if step.split == "equal" and count > 1
        else f"{written(amount, step.measure)} → {written(share, step.into)}"
        for amount, count, share in zip(shares["amount"], shares["author_count"], shares["share"], strict=True)
    ]
