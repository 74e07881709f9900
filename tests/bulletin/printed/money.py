"""The cells of the annexes of cash, funds, consequences and what the office entered, line by line from the ledger."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from tests.bulletin.printed.audit import Audit, points, yuan_cell
from tests.bulletin.printed.said import Annex
from tests.bulletin.printed.standings import Rows


def cash_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """Unit by unit its people, best first, then what it keeps; below, who pays, where anybody is named."""
    now = audit.by("奖励金额", "单位代码", "人员")
    lines: list[tuple[str, str, int, int]] = []
    for code in audit.units["单位代码"]:
        lines += [one for one in _of_unit(audit, code, now) if one[2] or one[3]]
    rows = [(unit, who, yuan_cell(amount), yuan_cell(year), "") for unit, who, amount, year in lines]
    total = ("合计", "", yuan_cell(sum(one[2] for one in lines)), yuan_cell(sum(one[3] for one in lines)), "")
    return [[*rows, total], *([_payers(audit)] if len(annex.tables) > 1 else [])]


def _of_unit(audit: Audit, code: str, now: dict[str, int]) -> list[tuple[str, str, int, int]]:
    """Name, whose it is, this period's fen and the year's. Who has moved would need a line in either unit."""
    unit, year = audit.unit_name(code), audit.people.set_index("人员")["本年累计奖励（分）"].map(int)
    people = [person for person, of in zip(audit.people["人员"], audit.people["单位代码"], strict=True) if of == code]
    names = audit.people.set_index("人员")["姓名"]
    lines = [(unit, names[person], now.get(f"{code}|{person}", 0), int(year[person])) for person in people]
    whole = int(audit.units.set_index("单位代码").at[code, "本年累计奖励（分）"])
    return [*lines, (unit, "（单位）", now.get(f"{code}|", 0), whole - sum(line[3] for line in lines))]


def _payers(audit: Audit) -> Rows:
    sums: dict[str, int] = {}
    for account, amount in audit.ledger.loc[audit.ledger["计量"] == "奖励金额", ["款项", "数额"]].itertuples(
        index=False
    ):
        payer = audit.names.payers.get(account) or "本单位"
        sums[payer] = sums.get(payer, 0) + amount
    return [*((payer, yuan_cell(fen)) for payer, fen in sums.items()), ("合计", yuan_cell(sum(sums.values())))]


def funds_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """What units' funds lose."""
    titles, lines = _titles(audit), _lines(audit, audit.ledger["计量"] == "单位经费")
    rows = [
        (
            audit.unit_name(line["单位代码"]),
            f"《{titles[line['行号']]}》未按规定时间报送" if line["行号"] in titles else line["算式"],
            line["条款"],
            yuan_cell(-line["数额"]),
        )
        for line in lines
    ]
    return [[*rows, ("合计", "", "", yuan_cell(-sum(line["数额"] for line in lines)))]]


def _titles(audit: Audit) -> dict[str, str]:
    settled = audit.table("07")
    return dict(zip(settled["行号"], settled["刊发标题"], strict=True))


def sanction_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """What has no amount and still follows."""
    names = audit.people.set_index("人员")["姓名"].to_dict()
    lines = _lines(audit, audit.ledger["计量"] == "处理事项")
    rows = [
        (
            audit.unit_name(line["单位代码"]),
            names.get(line["人员"], line["人员"]) or "（单位）",
            line["算式"],
            line["条款"],
            str(line["数额"]),
        )
        for line in lines
    ]
    return [[*rows, ("合计", "", "", "", str(sum(line["数额"] for line in lines)))]]


def entry_tables(audit: Audit, annex: Annex) -> list[Rows]:
    """What the office entered: first what moved a sum, then what only a task counts."""
    entered = {line["登记编号"]: line for line in audit.table("20").to_dict("records")}
    lines = _lines(audit, audit.ledger["依据种类"] == "登记事项")
    moved = [_entry(audit, entered.pop(line["依据"]), _amount(line), line["条款"]) for line in lines]
    return [[*moved, *(_entry(audit, one, "", "") for one in entered.values())]]


def _entry(audit: Audit, one: dict[str, str], amount: str, clause: str) -> tuple[str, ...]:
    unit = audit.unit_name(one["单位代码"]) or "（全局）"
    return unit, f"{one['种类']}{one['档次']}", one["事由"], amount, one["批准人"], clause


def _amount(line: dict[str, int]) -> str:
    if str(line["计量"]).endswith("积分"):
        return f"{points(line['数额'])}分"
    return f"{format(Decimal(line['数额']).scaleb(-2).normalize(), 'f')}元"


def _lines(audit: Audit, which: pd.Series) -> list[dict]:
    """Lines of the ledger, in the order of the roster's units, then of the ledger."""
    order = {code: n for n, code in enumerate(audit.units["单位代码"])}
    lines = audit.ledger[which].to_dict("records")
    return sorted(lines, key=lambda line: (order.get(line["单位代码"], len(order)), int(line["笔号"])))
