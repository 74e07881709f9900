"""Sums of the whole office worked out once more from the audit tables, each in the words of its sentence."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby

from tests.bulletin.printed.audit import Audit, percent, points, yuan

RATE_FROM = 10
"""A rate of change is told beside as many items or more."""
STANDINGS = {
    "按时报送": "按时", "零采用申报": "零采用申报", "逾期报送": "逾期", "未报送": "未报表", "来件待经办处理": "待经办处理",
}  # fmt: skip
LISTED = {
    "没有在规定时限内报送的": "逾期", "没有报送统计表的": "未报表", "来件须由经办人处理、有关数据尚未确定的": "待经办处理",
}  # fmt: skip


def tiers(audit: Audit, names: str, each: str, share: str) -> str:
    """省级92篇（占10.7%）, or 省级、市级各1篇（各占20%）: counts exactly; a share may be rounded either way to a tenth."""
    by_tier, whole = audit.by("采用篇数", "级别"), audit.sum("采用篇数")
    ids = {title: tier for tier, title in audit.names.tiers.items()}
    (count,) = {by_tier[ids[name]] for name in names.split("、")}
    below, rest = divmod(count * 1000, whole)
    right = Decimal(share) * 10 in ({below, below + 1} if rest else {below})
    return f"{names}{each}{count}篇（{each}占{share if right else percent(count, whole)}%）"


def earned(audit: Audit) -> str:
    """各单位积分合计2345分，核算奖励52520元: what there is of the two."""
    score, cash = audit.sum("单位积分"), audit.sum("奖励金额")
    return "，".join(
        [*([f"各单位积分合计{points(score)}分"] if score else []), *([f"核算奖励{yuan(cash)}元"] if cash else [])]
    )


def compared(audit: Audit, label: str) -> str:
    """上季度（875篇）减少13篇，下降1.5%: beside the period before, or the same one of last year; few of it make no rate."""
    now = audit.sum("采用篇数")
    periods = {one["考核期"]: int(one["采用篇数"]) for one in audit.periods}
    mine = audit.periods[-1]["考核期"]
    before = periods[f"{int(mine[:4]) - 1}{mine[4:]}" if label.endswith("上年同期") else list(periods)[-2]]
    if not before:
        return f"{label}为零"
    more, rise = ("增加", "增长") if now > before else ("减少", "下降")
    part = percent(abs(now - before), before).removesuffix(".0")
    return f"{label}（{before}篇）{more}{abs(now - before)}篇{f'，{rise}{part}%' if before >= RATE_FROM else ''}"


def year(audit: Audit, said: str) -> str:
    """累计报送12条，采用6篇，积分9分，核算奖励950元: the periods of the year added up."""
    mine = audit.periods[-1]["考核期"][:4]
    names = ("报送条数", "采用篇数", "积分（千分之一分）", "奖励（分）")
    sums = [sum(int(one[name]) for one in audit.periods if one["考核期"][:4] == mine) for name in names]
    told = [
        f"报送{sums[0]}条" if sums[0] else "", f"采用{sums[1]}篇", f"积分{points(sums[2])}分" if sums[2] else "",
        f"核算奖励{yuan(sums[3])}元" if sums[3] else "",
    ]  # fmt: skip
    return f"{said}累计{'，'.join(filter(None, told))}"


def months_missing(audit: Audit) -> str:
    """1月、2月的数据没有提供: the year's earlier months that no audit table has."""
    known, mine = [one["考核期"] for one in audit.periods], audit.periods[-1]["考核期"]
    head, month = mine.split("M")
    missing = [number for number in range(1, int(month)) if f"{head}M{number:02d}" not in known]
    return f"{'、'.join(f'{number}月' for number in missing)}的数据没有提供"


def listed(audit: Audit, head: str) -> str:
    """没有报送统计表的：甲、乙等2个单位: who stands so, in the order of the roster."""
    nil = re.fullmatch(r"申报.*无采用信息的", head)
    names = audit.standing("零采用申报" if nil else LISTED[head])
    return f"{head}：{_named(names)}"


def _named(names: list[str]) -> str:
    return "、".join(names) + (f"等{len(names)}个单位" if len(names) > 1 else "")


def penalised(audit: Audit) -> str:
    """扣减4人个人积分共15分."""
    lines = audit.ledger[(audit.ledger["步骤"] == "penalty") & (audit.ledger["计量"] == "个人积分")]
    return f"扣减{lines['人员'].nunique()}人个人积分共{points(-int(lines['数额'].sum()))}分"


def sanctioned(audit: Audit) -> str:
    """按《办法》应作处理的：甲、乙等2个单位；个人3人."""
    lines = audit.ledger[audit.ledger["计量"] == "处理事项"]
    codes = set(lines.loc[lines["人员"] == "", "单位代码"])
    units = [name for code, name in zip(audit.units["单位代码"], audit.units["单位"], strict=True) if code in codes]
    people = lines.loc[lines["人员"] != "", "人员"].nunique()
    return "；".join([*([_named(units)] if units else []), *([f"个人{people}人"] if people else [])])


def without_proof(audit: Audit) -> int:
    """Accepted adoptions that name no proof."""
    return int((audit.accepted["有证明材料"] == "否").sum())


def unproved(audit: Audit) -> int:
    """Accepted adoptions that name a proof nobody held against them."""
    checked = audit.table("27")
    agreed = set(checked.loc[checked["核验结果"] == "相符", "对应的填报行"])
    proved = audit.accepted[audit.accepted["有证明材料"] == "是"]
    return int((~proved["行标识"].isin(agreed)).sum())


def unplaced(audit: Audit) -> int:
    """Files of no unit known, or set apart; what is no return is not among them."""
    receipts = audit.table("02")
    returns = receipts[receipts["处理结果"] != "不是上报表"]
    return int(((returns["单位代码"] == "") | (returns["处理结果"] == "隔离")).sum())


def turned_down(audit: Audit, verdict: str, said: str) -> str:
    """不认定3条（甲的2条，乙、丙的各1条): most rows first; the words of a reason must be those of its rows."""
    rows = audit.refused[audit.refused["处理结果"] == verdict]
    rows = rows[~rows["行号"].isin(audit.void_by_lateness["行号"])]
    groups = [(_reason(audit, str(code), set(of["理由"]), said), len(of)) for code, of in rows.groupby("理由代码")]
    if len(groups) == 1:
        return f"{verdict}{len(rows)}条（{groups[0][0]}）"
    groups.sort(key=lambda group: -group[1])
    if any("，" in text for text, _ in groups):
        return f"{verdict}{len(rows)}条（{'；'.join(f'{text}的{number}条' for text, number in groups)}）"
    told = [
        f"{'、'.join(texts)}的{'各' if len(texts) > 1 else ''}{number}条"
        for number, of in groupby(groups, key=lambda group: group[1])
        for texts in [[text for text, _ in of]]
    ]
    return f"{verdict}{len(rows)}条（{'，'.join(told)}）"


def _reason(audit: Audit, code: str, reasons: set[str], said: str) -> str:
    """The words for a reason that stand in the sentence; the longest of those that may."""
    words = {one for reason in reasons for one in audit.reasons(code, reason)}
    return max((one for one in words if one in said), key=len, default=f"〔{code}〕")
