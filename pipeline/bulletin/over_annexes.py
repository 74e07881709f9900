"""Annexes of a bulletin over several periods: each period beside the others, and cash by the days it is paid out together."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.bulletin.cash import PAYOUT
from pipeline.bulletin.figures import Figures, Over
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.rankings import ranked, ranked_by
from pipeline.bulletin.tables import UNIT, cut, dash, in_unit_order, records, tier_columns, tiers_of
from pipeline.bulletin.words import Fen, Points, clean
from schemas.vocabulary import Measure, Standing

OWN = "（单位）"


def periods_annex(figures: Figures) -> Annex:
    """The office's totals of each period, a row for each; one that nothing is known of says so."""
    over = _over(figures)
    columns = [Column("考核期", 24), *_tier_heads(figures), Column("合计篇数", 18, "right")]
    columns += [Column(title, 18, "right") for title, measure in _further(figures)]
    ids = {name: one.id for name, one in zip(over.names, over.parts, strict=True)}
    unknown = (*("" for _ in columns[2:]), "没有提供")
    rows = [
        (name, *(_period_cells(figures, figures.ledger[figures.ledger["period"] == ids[name]])))
        if name in ids
        else (name, *unknown)
        for name in over.order
    ]
    total = ("合计", *_period_cells(figures, figures.ledger))
    table = Table(tuple(columns), tuple(rows), total=total)
    return Annex("periods", "", f"{figures.period.label}各期情况", (table,))


def _tier_heads(figures: Figures) -> list[Column]:
    tiers = tiers_of(figures)
    return tier_columns(tiers) if len(tiers) > 1 else []


def _further(figures: Figures) -> list[tuple[str, Measure]]:
    """What else the assessment counts of the office as a whole."""
    counted = figures.assessment.measures()
    wanted = [("报送条数", Measure.SUBMITTED), ("积分", Measure.UNIT_POINTS)]
    return [(title, measure) for title, measure in wanted if measure in counted]


def _period_cells(figures: Figures, ledger: pd.DataFrame) -> tuple[str, ...]:
    items = ledger[ledger["measure"] == Measure.ITEMS]
    by_tier = items.groupby("tier")["amount"].sum()
    tiers = tiers_of(figures)
    counts = [dash(int(by_tier.get(tier, 0))) for tier in tiers] if len(tiers) > 1 else []
    sums = [int(ledger.loc[ledger["measure"] == measure, "amount"].sum()) for _, measure in _further(figures)]
    further = [
        Points(amount).text if measure == Measure.UNIT_POINTS else dash(amount)
        for amount, (_, measure) in zip(sums, _further(figures), strict=True)
    ]
    return *counts, dash(int(items["amount"].sum())), *further


def units_by_period(figures: Figures) -> Annex:
    """What units are ranked by, period by period, best first."""
    over, by = _over(figures), ranked_by(figures)
    measure = figures.assessment.ranking.by
    lines = figures.ledger[figures.ledger["measure"] == measure]
    sums = {key: int(amount) for key, amount in lines.groupby(["unit_code", "period"])["amount"].sum().items()}
    owed = set(zip(over.standings["unit_code"], over.standings["period"], strict=True))
    heads = [Column("名次", 14), UNIT, *(Column(name, 18, "right") for name in over.names), Column("合计", 18, "right")]

    def cell(unit: str, period: str) -> str:
        return by.kind(sums.get((unit, period), 0)).text if (unit, period) in owed else ""

    tables = tuple(
        Table(
            tuple(heads),
            tuple(
                (str(one.place), clean(one.name), *(cell(one.unit_code, part.id) for part in over.parts),
                 by.kind(getattr(one, by.column)).text)
                for one in records(group.units)
            ),
            clean(group.name),
        )
        for group in ranked(figures)
    )  # fmt: skip
    said = Paragraph.of("注：空白的，是该单位当期不在应报送之列。") if over.changed else None
    title = f"{figures.period.label}各单位各期{by.title}"
    notes = (said,) if said else ()
    return Annex("by-period", "", title, tables, notes=notes, wide=len(over.parts) > 4)


def standings_annex(figures: Figures) -> Annex:
    """Units whose return was not on time in some period, with every period beside it."""
    over = _over(figures)
    stood = {(one.unit_code, one.period): str(one.standing) for one in records(over.standings)}
    heads = (UNIT, *(Column(name, 20) for name in over.names))
    late = set(over.standings.loc[over.standings["standing"] != Standing.ON_TIME, "unit_code"])
    rows = tuple(
        (clean(unit.name), *(stood.get((unit.unit_code, part.id), "") for part in over.parts))
        for unit in records(figures.units)
        if unit.unit_code in late
    )
    said = Paragraph.of("注：各期都按时报送的单位没有列出。")
    return Annex("standings", "", f"{figures.period.label}报表情况", (Table(heads, rows),), notes=(said,))


def cash_by_payout(figures: Figures) -> Annex:
    """Cash by person and as kept by units, a column for the days paid out together; internal, and paid by other papers."""
    over = _over(figures)
    windows = {part.id: name for part, name in zip(over.parts, over.paid_in, strict=True)}
    names = list(dict.fromkeys(windows.values()))
    heads = (UNIT, Column("归属", 16), *(Column(f"{name}（元）", 20, "right") for name in names))
    heads = heads if len(names) == 1 else (*heads, Column("合计（元）", 20, "right"))
    lines = list(_cash_lines(figures, windows, names))
    rows = tuple((unit, who, *(Fen(amount).cell for amount in _with_sum(amounts))) for unit, who, amounts in lines)
    sums = [sum(amounts[n] for _, _, amounts in lines) for n in range(len(names))]
    total = ("合计", "", *(Fen(amount).cell for amount in _with_sum(sums)))
    how = PAYOUT.get(over.paid_every or "", "")
    paid = f"，{how}，以各次的发放表为准" if how else ""
    said = Paragraph.of(f"注：本表为各期核算数的合计，不作发放凭据{paid}。")
    table = Table(heads, rows, total=total if rows else ())
    return cut(Annex("cash", "", f"{figures.period.label}奖励核算汇总表", (table,), notes=(said,)), 300)


def _cash_lines(
    figures: Figures, windows: dict[str, str], names: list[str]
) -> Iterator[tuple[str, str, list[int]]]:  # fmt: skip
    """Unit by unit: its people, best first, then what it keeps for itself. Who moved has a line in either unit."""
    cash = figures.ledger[figures.ledger["measure"] == Measure.CASH]
    sums = cash.groupby(["unit_code", "person", cash["period"].map(windows)])["amount"].sum()
    ranks = {person: rank for rank, person in enumerate(figures.people["person"])}
    payable = figures.payout.lines.drop_duplicates(["unit_code", "person"])
    ranked_lines = payable.assign(rank=[ranks.get(person, len(ranks)) for person in payable["person"]])
    for one in records(in_unit_order(figures, ranked_lines, ["rank"])):
        amounts = [int(sums.get((one.unit_code, one.person, name), 0)) for name in names]
        if any(amounts):
            yield clean(one.unit_name), clean(one.name) if one.person else OWN, amounts


def _with_sum(amounts: list[int]) -> list[int]:
    """With their sum behind them, where there are several."""
    return [*amounts, sum(amounts)] if len(amounts) > 1 else amounts


def pace_annex(figures: Figures) -> Annex:
    """Of a month, where the rules ask for an even pace: each unit's items by month so far; nobody is judged."""
    pace, book = _over(figures).pace, _over(figures).book
    title = f"截至{figures.period.label}各月{book.short if book else ''}进度"
    if pace is None:
        return Annex("pace", "", title, ())
    months = list(dict.fromkeys(pace["month"]))
    counts = {(one.unit_code, one.month): int(one.items) for one in records(pace)}
    heads = (UNIT, *(Column(month, 20, "right") for month in months), Column("合计", 20, "right"))
    rows = []
    for unit in records(figures.units):
        by_month = [counts.get((unit.unit_code, month), 0) for month in months]
        rows.append((clean(unit.name), *map(dash, by_month), dash(sum(by_month))))
    said = Paragraph.of("注：《办法》要求进度均衡；本表按自然月列出当期已知的数量，是否均衡以当期通报为准。")
    return Annex("pace", "", title, (Table(heads, tuple(rows)),), notes=(said,))


def _over(figures: Figures) -> Over:
    over = figures.over
    assert over is not None
    return over
