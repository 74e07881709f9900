"""The annexes: every table of the bulletin, in the order of their numbers. One that has no rows is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Paragraph, Table
from pipeline.bulletin.settled import answer
from pipeline.bulletin.words import Count, Fen, Points, Quoted, Stated, clean
from schemas.vocabulary import ReceiptStatus, Standing, Verdict

NOT_ADMITTED = (Verdict.PENDING, Verdict.REJECTED, Verdict.VOID, Verdict.DUPLICATE)
PAYOUT = {"quarter": "按季发放", "halfyear": "每半年发放一次", "year": "年终一次发放"}
ELSEWHERE = "全部条目载于 bulletin.html 和核算明细（CSV）"
UNIT = Column("单位", 28, "left")


class Group(NamedTuple):
    """Units ranked together; `name` is blank when all are."""

    name: str
    units: pd.DataFrame


def annexes(figures: Figures) -> tuple[Annex, ...]:
    """All annexes that have something to show, numbered."""
    made = [make(figures) for make in MAKERS]
    filled = [annex for annex in made if annex.rows]
    return tuple(replace(annex, tag=f"附件{n}") for n, annex in enumerate(filled, 1))


def tags(made: tuple[Annex, ...]) -> dict[str, Stated]:
    """Annex key → its number as printed, for those that exist."""
    return {annex.key: Stated(annex.tag) for annex in made}


def ranked(figures: Figures) -> list[Group]:
    """Units by class in the office's order (or all together), best first."""
    units = figures.units.sort_values("place", kind="stable")
    if figures.assessment.ranking.within != "class":
        return [Group("", units)]
    others = sorted(set(units["unit_class"]) - set(figures.office.classes))
    groups = [Group(name, units[units["unit_class"] == name]) for name in [*figures.office.classes, *others]]
    return [group for group in groups if len(group.units)]


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a table, each with its columns as attributes."""
    return iter(frame.itertuples(index=False))


def previous_known(figures: Figures) -> bool:
    """Whether the quarter before this one is known, so that its points may be shown."""
    return figures.period.quarter.before().id in set(figures.periods["period"])


def _unit_ranking(figures: Figures) -> Annex:
    tables = tuple(_ranking_table(figures, group) for group in ranked(figures))
    return Annex("units", "", f"{figures.period.label}各单位排名", tables, notes=_ranking_notes(figures))


def _ranking_notes(figures: Figures) -> tuple[Paragraph, ...]:
    within = "同类别单位" if figures.assessment.ranking.within == "class" else "各单位"
    said = f"注：{within}按积分由高到低排列，积分相同的名次并列；报表情况为空的，是按时报送。"
    return (Paragraph.of(said),)


def _ranking_table(figures: Figures, group: Group) -> Table:
    tiers = _tiers(figures)
    counts = _counts(figures.unit_tiers, "unit_code")
    before = [Column("上季积分", 17, "right")] if previous_known(figures) else []
    columns = (
        Column("名次", 14),
        Column("单位", 50, "left"),
        *_tier_columns(tiers),
        Column("合计篇数", 14, "right"),
        Column("积分", 17, "right"),
        *before,
        Column("本年累计积分", 17, "right"),
        Column("报表情况", 30),
    )
    rows = tuple(
        (
            str(unit.place),
            clean(unit.name),
            *(_dash(counts.get((unit.unit_code, tier), 0)) for tier in tiers),
            _dash(unit.items),
            Points(unit.points).text,
            *(Points(unit.previous_points).text for _ in before),
            Points(unit.year_points).text,
            "" if unit.standing == Standing.ON_TIME else str(unit.standing),
        )
        for unit in records(group.units)
    )
    return Table(columns, rows, clean(group.name))


def _person_ranking(figures: Figures) -> Annex:
    people = figures.people[figures.people["points"] != 0].sort_values("place", kind="stable")
    tiers = _tiers(figures)
    counts = _counts(figures.person_tiers, "person")
    columns = (
        Column("名次", 14),
        Column("姓名", 26),
        Column("单位", 60, "left"),
        *_tier_columns(tiers),
        Column("合计篇数", 16, "right"),
        Column("积分", 18, "right"),
        Column("本年累计积分", 20, "right"),
    )
    rows = tuple(
        (
            str(person.place),
            clean(person.name),
            clean(person.unit_name),
            *(_dash(counts.get((person.person, tier), 0)) for tier in tiers),
            _dash(person.items),
            Points(person.points).text,
            Points(person.year_points).text,
        )
        for person in records(people)
    )
    said = "注：几人合写的信息，篇数由每名撰稿人各计一篇；积分相同的名次并列。"
    title = f"{figures.period.label}个人排名"
    return _cut(Annex("people", "", title, (Table(columns, rows),), notes=(Paragraph.of(said),)), 250)


def _accepted(figures: Figures) -> Annex:
    settled = figures.settled[figures.settled["verdict"] == Verdict.ACCEPTED]
    settled = _in_unit_order(figures, settled, ["published_on", "row_key"])
    names, tiers = _unit_names(figures), figures.assessment.tier_names()
    columns = (
        Column("单位", 19, "left"),
        Column("标题", 39, "left"),
        Column("撰稿人", 12, "left"),
        Column("媒体", 14, "left"),
        Column("级别", 7),
        Column("采用日期", 9),
    )
    rows = tuple(
        (
            clean(names.get(row.unit_code, row.unit_code)),
            clean(row.title),
            clean(row.authors),
            clean(row.outlet or row.outlet_text),
            clean(tiers.get(row.tier, "")),
            f"{row.published_on.month}月{row.published_on.day}日",
        )
        for row in records(settled)
    )
    return Annex(
        "accepted",
        "",
        f"{figures.period.label}采用篇目",
        (Table(columns, rows),),
        wide=True,
        pdf_limit=300,
        digest=(_accepted_digest(names, settled),),
        digest_note=f"本附件按单位列出数量，{ELSEWHERE}。",
    )


def _accepted_digest(names: dict[str, str], settled: pd.DataFrame) -> Table:
    columns = (
        Column("单位", 40, "left"),
        Column("采用篇数", 15, "right"),
        Column("稿件数", 15, "right"),
        Column("采用媒体数", 15, "right"),
        Column("最近采用日期", 15),
    )
    rows = tuple(
        (
            clean(names.get(str(code), str(code))),
            str(len(group)),
            str(group["story"].nunique()),
            str(group["outlet"].nunique()),
            f"{group['published_on'].max().month}月{group['published_on'].max().day}日",
        )
        for code, group in settled.groupby("unit_code", sort=False)
    )
    return Table(columns, rows)


def _not_on_time(figures: Figures) -> Annex:
    columns = (UNIT, Column("报表情况", 14), Column("收到时间", 22), Column("说明", 36, "left"))
    order = {standing: n for n, standing in enumerate(reversed(Standing))}
    units = figures.units[figures.units["standing"] != Standing.ON_TIME]
    units = units.sort_values("standing", key=lambda column: column.map(order), kind="stable")
    last = {receipt.unit_code: receipt for receipt in records(_telling(figures.receipts))}
    rows = tuple(_late_row(unit, last.get(unit.unit_code)) for unit in records(units))
    title = f"{figures.period.label}报表情况"
    notes = tuple(_unplaced(figures.receipts))
    return Annex("receipts", "", title, (Table(columns, rows),), notes=notes)


def _telling(receipts: pd.DataFrame) -> pd.DataFrame:
    """The receipts that decide how a unit stands, so not those a later file replaced."""
    passed_over = [ReceiptStatus.SUPERSEDED, ReceiptStatus.DUPLICATE, ReceiptStatus.QUARANTINED]
    return receipts[~receipts["status"].isin(passed_over)].sort_values("received_at", kind="stable")


def _late_row(unit: Any, receipt: Any | None) -> tuple[str, ...]:
    arrived, reason = (clean(receipt.received_at), clean(receipt.reason)) if receipt else ("", "")
    return clean(unit.name), str(unit.standing), arrived, reason


def _unplaced(receipts: pd.DataFrame) -> Iterator[Paragraph]:
    lost = Count(((receipts["unit_code"] == "") | (receipts["status"] == ReceiptStatus.QUARANTINED)).sum())
    if lost:
        yield Paragraph.of(f"注：另有{lost}件来件未能识别单位或者已经隔离，其内容没有计入，由经办人逐件核实。")


def _not_admitted(figures: Figures) -> Annex:
    rows = figures.rows[figures.rows["verdict"].isin(NOT_ADMITTED)]
    rows = _in_unit_order(figures, rows, ["row_id"])
    columns = (
        Column("单位", 17, "left"),
        Column("标题", 33, "left"),
        Column("填写的媒体", 14, "left"),
        Column("处理结果", 8),
        Column("理由", 21, "left"),
        Column("条款", 7),
    )
    cells = tuple(
        (clean(row.unit_name), clean(row.title), clean(row.outlet_text), str(row.verdict), clean(row.reason),
         clean(row.clause))
        for row in records(rows)
    )  # fmt: skip
    return Annex(
        "rejected",
        "",
        f"{figures.period.label}未认定信息及理由",
        (Table(columns, cells),),
        wide=True,
        pdf_limit=150,
        digest=(_not_admitted_digest(rows),),
        digest_note=f"本附件按单位列出数量，{ELSEWHERE}。",
    )


def _not_admitted_digest(rows: pd.DataFrame) -> Table:
    columns = (UNIT, *(Column(str(verdict), 18, "right") for verdict in NOT_ADMITTED))
    counts = _grouped_counts(rows, "unit_name")
    return Table(columns, tuple((clean(name), *(_dash(row[v]) for v in NOT_ADMITTED)) for name, row in counts.items()))


def _grouped_counts(rows: pd.DataFrame, by: str) -> dict[str, dict[Verdict, int]]:
    return {
        str(name): {verdict: int((group["verdict"] == verdict).sum()) for verdict in NOT_ADMITTED}
        for name, group in rows.groupby(by, sort=False)
    }


def _quotas(figures: Figures) -> Annex:
    names = _unit_names(figures)
    made = [_quota_table(figures.quotas, scope, names) for scope in ("全局", "单位")]
    return Annex("quotas", "", f"{figures.period.label}任务完成情况", tuple(table for table in made if table.rows))


def _quota_table(quotas: pd.DataFrame, scope: str, names: dict[str, str]) -> Table:
    whose = [UNIT] if scope == "单位" else []
    columns = (
        *whose,
        Column("任务", 24, "left"),
        Column("应完成", 9, "right"),
        Column("已完成", 9, "right"),
        Column("差额", 9, "right"),
        Column("说明", 21, "left"),
    )
    chosen = quotas[quotas["scope"] == scope]
    if whose:
        order = {code: n for n, code in enumerate(names)}
        chosen = chosen.sort_values("unit_code", key=lambda column: column.map(order), kind="stable")
    rows = tuple(
        (*(clean(names.get(quota.unit_code, quota.unit_code)) for _ in whose), *_quota_cells(quota))
        for quota in records(chosen)
    )
    return Table(columns, rows, f"{scope}任务")


def _quota_cells(quota: Any) -> tuple[str, ...]:
    done, short = (str(quota.done), _dash(quota.short)) if quota.checkable else ("", "")
    note = quota.note if quota.checkable else quota.note or "未能核验"
    return clean(quota.label), str(quota.required), done, short, clean(note)


def _decisions(figures: Figures) -> Annex:
    clauses = figures.assessment.clauses
    columns = (
        Column("条款", 7),
        Column("条款大意", 27, "left"),
        Column("未规定的事项", 24, "left"),
        Column("本单位决定", 25, "left"),
        Column("决定人", 10),
        Column("日期", 11),
    )
    rows = tuple(
        (
            clean(gap.gap.clause),
            clean(clauses[gap.gap.clause].text if gap.gap.clause in clauses else ""),
            clean(gap.gap.gap),
            answer(gap, figures.assessment),
            clean(gap.decision.by),
            gap.decision.on.isoformat(),
        )
        for gap in figures.decisions
    )
    intro = (
        f"下列事项《{Quoted(figures.assessment.title)}》没有规定，或者可作两种理解，由本单位决定。"
        f"“本单位决定”一栏是本单位决定，非《办法》原文；“条款大意”也不是原文。"
    )
    tables = (Table(columns, rows), _statements(figures))
    return Annex(
        "decisions",
        "",
        "本单位决定事项",
        tuple(table for table in tables if table.rows),
        intro=(Paragraph.of(intro),),
        wide=True,
    )


def _statements(figures: Figures) -> Table:
    columns = (Column("条款", 7), Column("条款大意", 45, "left"), Column("本通报怎样处理", 48, "left"))
    clauses = figures.assessment.clauses
    rows = tuple(
        (clean(said.clause), clean(clauses[said.clause].text), clean(said.handling))
        for said in figures.assessment.statements
    )
    return Table(columns, rows, "不由本通报计算的条款")


def _cash(figures: Figures) -> Annex:
    columns = (
        UNIT,
        Column("归属", 16),
        Column("本期核算（元）", 20, "right"),
        Column("本年累计核算（元）", 22, "right"),
        Column("备注", 14),
    )
    lines = [line for unit in records(figures.units) for line in _cash_lines(figures, unit)]
    rows = tuple((clean(unit), clean(who), now.cell, year.cell, "") for unit, who, now, year in lines)
    total = (
        "合计",
        "",
        Fen(sum(line[2] for line in lines)).cell,
        Fen(sum(line[3] for line in lines)).cell,
        "",
    )
    how = PAYOUT.get(figures.assessment.payout.period or "", "")
    said = f"注：本表为核算数，未经审批，不作发放凭据{'；奖励' + how if how else ''}。"
    title = f"{figures.period.label}奖励核算表"
    table = Table(columns, rows, total=total if rows else ())
    return _cut(Annex("cash", "", title, (table,), notes=(Paragraph.of(said),)), 300)


def _cash_lines(figures: Figures, unit: Any) -> Iterator[tuple[str, str, Fen, Fen]]:
    """A unit's people with cash, then what the unit keeps for itself."""
    people = figures.people[figures.people["unit_code"] == unit.unit_code]
    paid = people[(people["cash"] != 0) | (people["year_cash"] != 0)]
    for person in records(paid):
        yield unit.name, person.name, Fen(person.cash), Fen(person.year_cash)
    kept = Fen(unit.cash - int(people["cash"].sum()))
    kept_in_year = Fen(unit.year_cash - int(people["year_cash"].sum()))
    if kept or kept_in_year:
        yield unit.name, "（单位）", kept, kept_in_year


def _cut(annex: Annex, limit: int) -> Annex:
    """For the PDF: the first rows only, when there are more than `limit`."""
    head = tuple(replace(table, rows=table.rows[:limit]) for table in annex.tables)
    note = f"本附件只列前{limit}行，{ELSEWHERE}。"
    return replace(annex, pdf_limit=limit, digest=head, digest_note=note)


def _in_unit_order(figures: Figures, frame: pd.DataFrame, then: list[str]) -> pd.DataFrame:
    order = {code: n for n, code in enumerate(figures.units["unit_code"])}
    placed = frame.assign(_order=frame["unit_code"].map(order).fillna(len(order)))
    return placed.sort_values(["_order", *then], kind="stable").drop(columns="_order")


def _tiers(figures: Figures) -> dict[str, str]:
    """Tier id → name, highest first."""
    return dict(reversed(figures.assessment.tier_names().items()))


def _tier_columns(tiers: dict[str, str]) -> list[Column]:
    return [Column(name, 5 * len(name) + 5, "right") for name in tiers.values()]


def _unit_names(figures: Figures) -> dict[str, str]:
    return dict(zip(figures.units["unit_code"], figures.units["name"], strict=True))


def _counts(frame: pd.DataFrame, key: str) -> dict[tuple[str, str], int]:
    return {(getattr(row, key), row.tier): row.items for row in records(frame)}


def _dash(number: int) -> str:
    """A count in a table; nothing is shown as a dash, so that the eye finds what there is."""
    return str(number) if number else "—"


MAKERS: tuple[Callable[[Figures], Annex], ...] = (
    _unit_ranking,
    _person_ranking,
    _accepted,
    _not_on_time,
    _not_admitted,
    _quotas,
    _decisions,
    _cash,
)
