"""The annex of cash: what each person and each unit has been reckoned, for the office's own use."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.tables import UNIT, cut, in_unit_order, records
from pipeline.bulletin.words import Fen, clean
from schemas.steps import Paying
from schemas.vocabulary import Measure

PAYOUT = {"quarter": "按季发放", "halfyear": "每半年发放一次", "year": "年终一次发放"}

PAYER_COLUMNS = (Column("支付单位", 30), Column("本期核算（元）", 30, "right"))
OWN = "本单位"


def cash_annex(figures: Figures) -> Annex:
    """Cash by person and as kept by units; internal, and not yet approved."""
    lines = list(_cash_lines(figures))
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


def _cash_lines(figures: Figures) -> Iterator[tuple[str, str, Fen, Fen]]:
    """Unit by unit: its people, best first, then what it keeps for itself. Who moved has a line in either unit."""
    keys = ["unit_code", "unit_name", "person", "name"]
    ranks = {person: rank for rank, person in enumerate(figures.people["person"])}
    sums = figures.payout.lines.groupby(keys, sort=False)[["amount", "year_amount"]].sum().reset_index()
    ranked = sums.assign(rank=[ranks.get(person, len(ranks)) for person in sums["person"]])
    for one in records(in_unit_order(figures, ranked, ["rank"])):
        if one.amount or one.year_amount:
            yield one.unit_name, one.name if one.person else "（单位）", Fen(one.amount), Fen(one.year_amount)
