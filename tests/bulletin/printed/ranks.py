"""Places worked out once more from the ledger, and the sentences and charts that tell them."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from tests.bulletin.printed.audit import MEASURES, Audit, figure, places

ORDINALS = "一二三四五六七八九十"
BEST_UNITS, BEST_PEOPLE, BARS = (3, 12), (10, 20), (10, 14)
"""How many places are told, and how many may be named where the last is shared."""
Ranked = list[tuple[int, str, int]]
"""Place, name and figure, best first."""


def units_ranked(audit: Audit, by: str, of_class: str) -> Ranked:
    """The units of a class (all where it is blank), those of one place in the order of the roster."""
    sums = audit.by(MEASURES[by][0], "单位代码")
    chosen = audit.units if not of_class else audit.units[audit.units["类别"] == of_class]
    codes = list(chosen["单位代码"])
    place = places({code: sums.get(code, 0) for code in codes})
    best_first = sorted(codes, key=lambda code: place[code])
    return [(place[code], audit.unit_name(code), sums.get(code, 0)) for code in best_first]


def people_ranked(audit: Audit, by: str) -> list[tuple[int, str, int]]:
    """Everybody of the year's ledgers by person code, best first, those of one place by unit and code."""
    sums, people = audit.by(MEASURES[by][1], "人员"), audit.people
    place = places({person: sums.get(person, 0) for person in people["人员"]})
    order = sorted(zip(people["单位代码"], people["人员"], strict=True), key=lambda one: (place[one[1]], *one))
    return [(place[person], person, sums.get(person, 0)) for _, person in order]


def leading(ranked: Ranked, asked: tuple[int, int]) -> Ranked:
    """The first places; of a last one shared by too many, nobody."""
    wanted, most = asked
    best = [one for one in ranked if one[0] <= wanted and one[2] > 0]
    return best if len(best) <= most else [one for one in best if one[0] < best[-1][0]]


def best_units(audit: Audit, by: str, of_class: str) -> str:
    """中心校：第一名甲（12分）；并列第二名乙、丙（各9分）。"""
    best = leading(units_ranked(audit, by, of_class), BEST_UNITS)
    told = [_place(place, list(group), by) for place, group in groupby(best, key=lambda one: one[0])]
    return f"{of_class or '各单位'}：{'；'.join(told)}。"


def _place(place: int, group: Ranked, by: str) -> str:
    measure, _, word = MEASURES[by]
    names, several = "、".join(name for _, name, _ in group), len(group) > 1
    said = f"{names}（{'各' if several else ''}{figure(group[0][2], measure)}{word}）"
    return f"{'并列' if several else ''}第{ORDINALS[place - 1]}名{said}"


def best_people(audit: Audit, by: str) -> str:
    """个人积分前十名：张三（甲）12分；李四（乙）、王五（丙）各9分。"""
    names = dict(zip(audit.people["人员"], audit.people["姓名"] + "（" + audit.people["单位"] + "）", strict=True))
    ranked = [one for one in people_ranked(audit, by) if one[2] > 0]
    _, measure, word = MEASURES[by]
    best = leading(ranked, BEST_PEOPLE)
    told = [
        f"{'、'.join(names[person] for person in who)}{'各' if len(who) > 1 else ''}{figure(amount, measure)}{word}"
        for amount, group in groupby(best, key=lambda one: one[2])
        for who in [[person for _, person, _ in group]]
    ]
    return f"个人{by}{f'前{ORDINALS[min(len(best), 10) - 1]}名' if len(ranked) > len(best) else '情况'}：{'；'.join(told)}。"


def unit_chart(audit: Audit, by: str, of_class: str) -> str:
    """What the bars of a class say, one after the other; blank for a class that has no chart."""
    shown = leading(units_ranked(audit, by, of_class), BARS)
    told = "".join(f"{name}{figure(amount, MEASURES[by][0])}" for _, name, amount in shown)
    return told if len(shown) > 1 else ""


def honoured(audit: Audit) -> str:
    """上半年先进单位：甲（82分），乙、丙（各5分）；先进个人：丁（9分）。: the audit's lists; a span once for all of it."""
    lists = audit.table("21")
    named, spans, told = lists[lists["不具备评选资格"] == ""], [""], list[str]()
    for _, rows in named.groupby(["规则", "时段"], sort=False):
        span, title = rows["时段"].iloc[0], rows["名单"].iloc[0]
        told.append(f"{span if span != spans[-1] else ''}{title}：{'，'.join(_honoured(rows))}")
        spans.append(span)
    return f"{'；'.join(told)}。"


def _honoured(rows: pd.DataFrame) -> list[str]:
    entries = [
        (name or unit, figure(int(amount), measure) + suffix(measure))
        for unit, name, measure, amount in rows[["单位", "姓名", "计量", "数额"]].itertuples(index=False)
    ]
    return [
        f"{'、'.join(names)}（{'各' if len(names) > 1 else ''}{amount}）"
        for amount, group in groupby(entries, key=lambda one: one[1])
        for names in [[name for name, _ in group]]
    ]


def suffix(measure: str) -> str:
    """The word after a figure of a measure."""
    return next((word for unit, person, word in MEASURES.values() if measure in (unit, person)), "篇")
