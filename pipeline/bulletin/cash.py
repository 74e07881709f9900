"""The annex of cash: what each person and each unit has been reckoned, for the office's own use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.tables import UNIT, cut, records
from pipeline.bulletin.words import Fen, clean
from schemas.steps import Paying
from schemas.vocabulary import Measure

PAYOUT = {"quarter": "按季发放", "halfyear": "每半年发放一次", "year": "年终一次发放"}

PAYER_COLUMNS = (Column("支付单位", 30), Column("本期核算（元）", 30, "right"))
OWN = "本单位"


def cash_annex(figures: Figures) -> Annex:
    """Cash by person and as kept by units; internal, and not yet approved."""
    known = figures.people["unit_code"].isin(figures.units["unit_code"])
    lines = [line for unit in records(figures.units) for line in _cash_lines(figures, unit)]
    lines += list(_personal_cash(figures.people[~known]))
    rows = tuple((clean(unit), clean(who), now.cell, year.cell, "") for unit, who, now, year in lines)
    total = (
        "合计",
        "",
        Fen(sum(line[2] for line in lines)).cell,
        Fen(sum(line[3] for line in lines)).cell,
        "",
    )
    payout = figures.assessment.payout
    how = PAYOUT.get((payout.period if payout else None) or "", "")
    said = f"注：本表为核算数，未经审批，不作发放凭据{'；奖励' + how if how else ''}。"
    title = f"{figures.period.label}奖励核算表"
    table = Table(_columns(figures.period.this_year), rows, total=total if rows else ())
    return cut(Annex("cash", "", title, (table, *_by_payer(figures)), notes=(Paragraph.of(said),)), 300)


def _by_payer(figures: Figures) -> Iterator[Table]:
    """Who pays how much, where the assessment names anyone."""
    payers = {step.id: step.payer for step in figures.assessment.steps if isinstance(step, Paying)}
    if not any(payers.values()):
        return
    cash = figures.ledger[figures.ledger["measure"] == Measure.CASH]
    sums = cash["amount"].groupby(cash["account"].map(payers).fillna("").replace("", OWN), sort=False).sum()
    rows = tuple((clean(str(payer)), Fen(int(amount)).cell) for payer, amount in sums.items())
    yield Table(PAYER_COLUMNS, rows, total=("合计", Fen(int(sums.sum())).cell))


def _columns(this_year: str) -> tuple[Column, ...]:
    return (
        UNIT,
        Column("归属", 16),
        Column("本期核算（元）", 20, "right"),
        Column(f"{this_year}累计核算（元）", 22, "right"),
        Column("备注", 14),
    )


def _cash_lines(figures: Figures, unit: Any) -> Iterator[tuple[str, str, Fen, Fen]]:
    """A unit's people with cash, then what the unit keeps for itself."""
    people = figures.people[figures.people["unit_code"] == unit.unit_code]
    yield from _personal_cash(people)
    kept = Fen(unit.cash - int(people["cash"].sum()))
    kept_in_year = Fen(unit.year_cash - int(people["year_cash"].sum()))
    if kept or kept_in_year:
        yield unit.name, "（单位）", kept, kept_in_year


def _personal_cash(people: pd.DataFrame) -> Iterator[tuple[str, str, Fen, Fen]]:
    paid = people[(people["cash"] != 0) | (people["year_cash"] != 0)]
    for person in records(paid):
        yield person.unit_name, person.name, Fen(person.cash), Fen(person.year_cash)
