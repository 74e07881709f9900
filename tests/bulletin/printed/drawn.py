"""What the bars of the charts must say. A chart is read as its words and numbers in order; a legend stands before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.bulletin.printed.audit import Audit
from tests.bulletin.printed.ranks import unit_chart
from tests.bulletin.printed.said import Said, bare
from tests.bulletin.printed.sums import STANDINGS

Bar = tuple[str, list[str]]
"""What a bar is called, and the numbers on it and at its end."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SPAN = re.compile(r"(\d+)月(?:(\d+)日(?:至(?:(\d+)月)?(\d+)日)?)?")
"""A month, or days of one or two."""
RETURNS = ("按时报送", "零采用申报", "来件待经办处理", "逾期报送", "未报送")


def wrong_charts(said: Said, audit: Audit, by: str, within_classes: bool) -> Iterator[str]:
    """Each bar that says something else than the audit tables, and charts of units that are missing."""
    legend = {*audit.names.tiers.values(), *STANDINGS, *(word.removeprefix("来件") for word in STANDINGS)}
    of_units = []
    for chart in (chart for section in said.sections for chart in section.charts):
        bars = _bars([one for one in chart if one not in legend])
        if {name for name, _ in bars} <= set(map(bare, audit.units["单位"])):
            of_units.append("".join(f"{name}{''.join(numbers)}" for name, numbers in bars))
        else:
            yield from (f"图：{chart}\n  {fault}" for bar in bars for fault in _wrong_bar(bar, audit))
    wanted = [bare(unit_chart(audit, by, one)) for one in (audit.classes if within_classes else [""])]
    if of_units != (wanted := [one for one in wanted if one]):
        yield f"图：{of_units}\n  应为：{wanted}"


def _bars(tokens: list[str]) -> list[Bar]:
    bars: list[Bar] = []
    for token in tokens:
        if NUMBER.fullmatch(token):
            bars[-1][1].append(token)
        elif bars and not bars[-1][1]:
            bars[-1] = (bars[-1][0] + token, [])  # a long name stands in two lines
        else:
            bars.append((token, []))
    return bars


def _wrong_bar(bar: Bar, audit: Audit) -> Iterator[str]:
    name, numbers = bar
    *parts, end = map(int, numbers)
    whole, all_parts = _of(name, audit)
    if end != whole:
        yield f"{name}：印出{end}，应为{whole}"
    if not _in_order(parts, all_parts):  # a part too short for its number is drawn without one
        yield f"{name}：印出{parts}，应为{all_parts}"


def _of(name: str, audit: Audit) -> tuple[int, list[int]]:
    """The number at the end of a bar, and its parts in order."""
    periods = {bare(audit.names.label_of(one["考核期"])): one for one in audit.periods}
    if name in periods:
        return int(periods[name]["采用篇数"]), _by_tier(periods[name]["考核期"], audit)
    if found := SPAN.fullmatch(name):
        return _on_days(found, audit), []
    units = audit.units[audit.units["类别"] == name] if name in set(audit.units["类别"]) else audit.units
    return len(units), [int((units["报表情况"] == STANDINGS[word]).sum()) for word in RETURNS]


def _by_tier(period: str, audit: Audit) -> list[int]:
    """Items of each tier, highest first: this period's from the ledger, an earlier one's from the table of earlier ones."""
    if period == audit.periods[-1]["考核期"]:
        sums = audit.by("采用篇数", "级别")
    else:
        lines = audit.table("28")
        lines = lines[lines["考核期"] == period]
        sums = dict(zip(lines["级别"], lines["采用篇数"].map(int), strict=True))
    return [sums.get(tier, 0) for tier in audit.names.tiers]


def _on_days(found: re.Match[str], audit: Audit) -> int:
    """Accepted items of some days; a span never is a year long."""
    month, day, last_month, last_day = (int(one) if one else 0 for one in found.groups())
    first, last = (month, day), (last_month or month, last_day or day or 31)
    days = [(int(one[5:7]), int(one[8:10])) for one in audit.accepted["日期"]]
    return sum(first <= one <= last if first <= last else one >= first or one <= last for one in days)


def _in_order(parts: list[int], all_parts: list[int]) -> bool:
    """Whether `parts` are some of `all_parts`, in their order."""
    left = iter(all_parts)
    return all(part in left for part in parts)
