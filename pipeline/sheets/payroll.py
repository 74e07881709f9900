"""What the payroll (奖励核算表、奖励发放表) says: its title, columns, notes and signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import pandas as pd

from pipeline.bulletin.cash import OWN, PAYOUT
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.rankings import items_of_people
from pipeline.bulletin.tables import records, tier_counts, tiers_of
from pipeline.bulletin.words import clean

Kind = Literal["text", "centred", "count", "money", "filled"]
"""`filled` is left blank for the office or its accountant."""
UNIT_ITSELF = "（单位）"
STRANGER = "名录外人员"
NEGATIVE = "应扣"
RECOMPUTED = "据上报表重算"
"""How `ledger.PeriodTotals` calls an earlier period that was not issued."""
SIGNED = ("制表", "复核", "科室负责人", "财务", "分管领导", "主要负责人")


class Column(NamedTuple):
    """A column: what stands in it for a line of `ledger.Payables`, or a formula over other columns by their keys.

    `total` is the formula of the last line over the column's own cells, {cells}; blank for none. `of` gives fen for money.
    """

    key: str
    title: str
    width: float
    kind: Kind
    of: Callable[[Any], Any] = lambda line: ""
    formula: str = ""
    total: str = ""
    group: str = ""


@dataclass(frozen=True)
class Payroll:
    """One payer's payroll, ready to be written."""

    name: str
    title: str
    heads: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def owed(self) -> int:
        """The sum of the column `owed`, in fen, as long as nothing is filled in."""
        whole = any(column.key == "since" for column in self.columns)
        return int(self.lines["since_amount" if whole else "amount"].sum())


def is_final(figures: Figures) -> bool:
    """Whether this is the paper that people are paid by: the period is issued, and the days paid out together end with it."""
    return figures.issued and figures.payout.due and figures.payout.whole


def payrolls(figures: Figures) -> list[Payroll]:
    """A payroll for each payer who owes anything, the office itself first."""
    lines = figures.payout.lines
    owed = lines[(lines["amount"] != 0) | (lines["since_amount"] != 0)]
    return [_payroll(figures, clean(payer) or OWN, its) for payer, its in owed.groupby("payer", sort=False)]


def paper_name(figures: Figures) -> str:
    """What the paper is called."""
    return "奖励发放表" if is_final(figures) else "奖励核算表"


def title(figures: Figures) -> str:
    """The paper's title."""
    return f"{clean(figures.office.name)}{figures.period.label}信息宣传{paper_name(figures)}"


def _payroll(figures: Figures, payer: str, lines: pd.DataFrame) -> Payroll:
    period = figures.period
    heads = (
        f"编制单位：{clean(figures.office.department)}　　统计期间：{period.window}　　金额单位：元",
        f"发放依据（文号）：＿＿＿＿＿＿＿＿＿＿　　经费来源：＿＿＿＿＿＿＿＿＿＿　　支付单位：{payer}",
    )
    return Payroll(payer, title(figures), heads, _columns(figures), lines, tuple(_notes(figures, lines)))


def _columns(figures: Figures) -> tuple[Column, ...]:
    known = (
        Column("unit", "单位", 19, "text", lambda line: clean(line.unit_name)),
        Column("name", "姓名", 8, "centred", lambda line: clean(line.name) if line.person else UNIT_ITSELF),
        Column("code", "工号", 7, "centred", lambda line: "" if _strange(line) else clean(line.person)),
        Column("role", "人员身份", 9, "centred", lambda line: clean(line.role)),
    )
    note = Column("note", "备注", 9, "text", _note)
    paid = _paid() if is_final(figures) else ()
    return (*known, *_tiers(figures), *_sums(figures), *paid, note)


def _tiers(figures: Figures) -> Iterator[Column]:
    """Accepted items by tier, highest first: a person's in the line of his unit, a unit's own in its."""
    people, units = tier_counts(figures.person_tiers, "person"), tier_counts(figures.unit_tiers, "unit_code")
    homes = dict(zip(figures.people["person"], figures.people["unit_code"], strict=True))

    def count_of(tier: str) -> Callable[[Any], int | None]:
        def count(line: Any) -> int | None:
            if not line.person:
                return units.get((line.unit_code, tier), 0)
            return people.get((line.person, tier), 0) if homes.get(line.person) == line.unit_code else None

        return count

    for tier, name in tiers_of(figures).items():
        yield Column(
            f"tier_{tier}", clean(name), max(5.5, 2 * len(name)), "count", count_of(tier), group="认定采用篇数"
        )


def _sums(figures: Figures) -> Iterator[Column]:
    """What is owed: of this period, and of the days paid out together where they began before it."""
    payout, total = figures.payout, "=SUM({cells})"
    yield Column("amount", "本期核定", 10.5, "money", lambda line: line.amount, total=total)
    if not (payout.longer and payout.whole):
        name = "应发" if payout.due and payout.whole else "未发" if payout.whole else "本期应计"
        yield Column("change", "更正补扣", 9, "filled", total=total)
        yield Column("owed", name, 10.5, "money", lambda line: line.amount, "=SUM({amount},{change})", total)
        return
    yield Column("since", f"{payout.span}\n累计核定", 10.5, "money", lambda line: line.since_amount, total=total)
    yield Column("change", "更正补扣", 9, "filled", total=total)
    yield Column("paid", "已发", 9, "filled", total=total)
    formula = "=SUM({since},{change})-SUM({paid})"
    yield Column(
        "owed", "应发" if payout.due else "未发", 10.5, "money", lambda line: line.since_amount, formula, total
    )


def _paid() -> tuple[Column, ...]:
    """What the accountant fills in and people sign. The tax is never reckoned here; without it nothing is net."""
    net = '=IF({tax}="","",{owed}-{tax})'
    all_net = '=IF(COUNT({cells})=0,"",SUM({cells}))'
    return (
        Column("tax", "代扣个税\n（财务填）", 10, "filled", total="=SUM({cells})"),
        Column("net", "实发", 10, "money", formula=net, total=all_net),
        Column("way", "发放方式", 8.5, "filled"),
        Column("signed", "领款人签字", 12, "filled"),
    )


def _strange(line: Any) -> bool:
    return ":" in line.person


def _note(line: Any) -> str:
    said = [STRANGER if _strange(line) else "", NEGATIVE if min(line.amount, line.since_amount) < 0 else ""]
    return "，".join(filter(None, said))


def _notes(figures: Figures, lines: pd.DataFrame) -> Iterator[str]:
    """What stands below the table."""
    if not is_final(figures):
        yield f"本表为核算数，{'' if figures.issued else '未经审批，'}不作发放凭据。"
    own = "；记在单位的一行是全单位的篇数" if lines["person"].eq("").any() else ""
    yield f"篇数为本期认定的采用篇数，{items_of_people(figures)}{own}。奖励的每一笔载于核算明细 audit/08_台账.csv。"
    yield from _when_paid(figures)
    filled = "更正补扣、已发" if figures.payout.longer and figures.payout.whole else "更正补扣"
    others = "、代扣个税、发放方式" if is_final(figures) else ""
    yield f"{filled}{others}由经办人和财务填写，填后各栏自动计算，大写须一并更正；空白表示本表不掌握，不表示没有。"


def _when_paid(figures: Figures) -> Iterator[str]:
    """When it is paid out by the rules, and whether that is now."""
    payout, rule = figures.payout, figures.assessment.payout
    if not payout.whole:
        yield f"{payout.span}往期数据不全，本表只列本期核定数，不作为发放数；往期的补齐后再核算。"
    elif payout.longer and RECOMPUTED in set(figures.periods["source"]):
        yield f"{payout.span}累计核定中，往期没有定稿的，是据其上报表重算的。"
    if rule and rule.period:
        decided = "和本单位决定" if any(gap.path == "payout.period" for gap in figures.decisions) else ""
        now = "" if payout.due else "，本期只核算，不发放"
        yield f"按《{clean(figures.assessment.title)}》（{clean(rule.clause)}）{decided}，奖励{PAYOUT[rule.period]}{now}。"


def lines_of(payroll: Payroll) -> Iterator[Any]:
    """The lines in their order."""
    return records(payroll.lines)
