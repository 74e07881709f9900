"""share: whose a unit's amount is. Money moves (a line out, lines in); points of people are written beside the unit's."""

from __future__ import annotations

import pandas as pd

from pipeline.score.lines import earned, row_lines, worded, written
from pipeline.score.work import Work
from schemas.returned import normal
from schemas.steps import ShareStep
from schemas.strict import to_units
from schemas.vocabulary import Measure

NAMES = {"author": "authors", "reviewer": "reviewer", "units": "units"}
"""Payee → the column that names them, in the order signed."""
CALLED = {"author": "转记撰稿人", "reviewer": "转记审稿人", "units": "与合作单位分计"}


def share_lines(step: ShareStep, work: Work) -> pd.DataFrame:
    """Lines that give each row's amount to its authors, reviewer or units; a row that names none stays with its unit."""
    column = NAMES.get(step.payee or "", "authors")
    net = earned(work.ledger, step.of if step.payee in NAMES else [], work.rows)
    owing = net[(net[column].astype("str") != "") & ((step.payee != "units") | (net["unit_count"] > 1))]
    shares = _weighed(step, _shares(step, owing, column), work.people)
    given = row_lines(shares, step.into, shares["account"], step.clause).assign(
        unit_code=shares["home"], person=shares["person"], amount=shares["share"], arithmetic=_arithmetic(step, shares),
    )  # fmt: skip
    moved = owing[owing["measure"] == step.into]
    taken = row_lines(moved, moved["measure"], moved["account"], step.clause).assign(
        amount=-moved["amount"], arithmetic=CALLED.get(step.payee or "", "")
    )
    return pd.concat([taken, given]).sort_index(kind="stable")


def _shares(step: ShareStep, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row per name that counts with `share`: rounded down to `smallest`, the rest one by one in the order signed."""
    texts = [text.split("、")[: step.at_most] for text in rows[column].astype("str")]
    names = pd.Series(texts, index=rows.index, dtype="object")
    named = rows.assign(name=names, count=[len(each) for each in names]).explode("name")
    place = named.groupby(level=0).cumcount()
    if step.split == "first":
        return named[place == 0].assign(share=lambda first: first["amount"])
    if step.split == "full":
        return named.assign(share=named["amount"])
    smallest = _smallest(step)
    count, coins = named["count"], named["amount"] // smallest
    if step.split == "half":
        return named.assign(share=coins // 2 * smallest)
    share = (coins // count + (place < coins % count)) * smallest
    return named.assign(share=share + (named["amount"] % smallest).where(place == 0, 0))


def _smallest(step: ShareStep) -> int:
    return to_units(step.smallest, step.into) if step.smallest is not None else 1


def _weighed(step: ShareStep, shares: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """With `person`, his unit (`home`), and the part of the share that goes to the person's role, rounded down; the rest is nobody's.

    A stranger's code is `unit:name`, so namesakes stay apart. Aliases were settled before: names are the roster's.
    """
    if step.payee == "units":
        return shares.assign(person="", role="", home=shares["name"])
    known = {(one["unit_code"], normal(one["name"])): one for one in people.to_dict("records")}
    found = [
        next((known[home, normal(name)] for home in [own, *units.split("、")] if (home, normal(name)) in known), None)
        for own, units, name in zip(shares["unit_code"], shares["units"].astype("str"), shares["name"], strict=True)
    ]
    strangers = shares["unit_code"].astype("str") + ":" + shares["name"].astype("str")
    codes = [one["person_code"] if one else text for one, text in zip(found, strangers, strict=True)]
    roles = [one["role"] if one and one["role"] in step.roles else "" for one in found]
    smallest = _smallest(step)
    parts = [
        int(share * step.roles[role] / smallest) * smallest if role else share
        for share, role in zip(shares["share"], roles, strict=True)
    ]
    homes = [one["unit_code"] if one else own for one, own in zip(found, shares["unit_code"], strict=True)]
    given = pd.Series(parts, index=shares.index, dtype="int64")
    return shares.assign(person=codes, role=roles, home=homes, share=given)


def _arithmetic(step: ShareStep, shares: pd.DataFrame) -> list[str]:
    whose = "个单位" if step.payee == "units" else "人"

    def words(amount: int, measure: str, count: int, role: str, share: int) -> str:
        parts = {"equal": count, "half": 2}.get(step.split or "", 1)
        divided = f" ÷ {parts}{whose if step.split == 'equal' else ''}" if count > 1 and parts > 1 else ""
        weighed = f" × {step.roles[role]}（{role}）" if role else ""
        return f"{written(amount, Measure(measure))}{divided}{weighed} → {written(share, step.into)}"

    columns = (shares[name] for name in ("amount", "measure", "count", "role", "share"))
    return worded(words, *columns)
