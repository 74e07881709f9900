"""Annexes of duties: who did not report in time, and how far the quotas are met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.parts import Annex, Column, Fact, Paragraph, Table
from pipeline.bulletin.tables import UNIT, dash, records, unit_names
from pipeline.bulletin.words import Count, clean, quoted
from pipeline.file_names import by_name
from schemas.vocabulary import ReceiptStatus, Standing

FEW = 2
"""As many spans of time can be named in a note."""
MAYBE_THEIRS = "有来件可能属于该单位，由经办人核实"
RECEIPT_COLUMNS = (UNIT, Column("报表情况", 14), Column("收到时间", 26), Column("说明", 32, "left"))


def not_on_time(figures: Figures) -> Annex:
    """Units late, silent, held or with nothing to report, and what is known of their files."""
    order = {standing: n for n, standing in enumerate(reversed(Standing))}
    units = figures.units[figures.units["standing"] != Standing.ON_TIME]
    units = units.sort_values("standing", key=lambda column: column.map(order), kind="stable")
    last = {receipt.unit_code: receipt for receipt in records(_telling(figures.receipts))}
    told = by_name(figures.receipts)
    rows = tuple(_late_row(unit, last.get(unit.unit_code), told) for unit in records(units))
    title = f"{figures.period.label}报表情况"
    notes = (*_more_came(figures), *_unplaced(figures.receipts))
    return Annex("receipts", "", title, (Table(RECEIPT_COLUMNS, rows),), notes=notes)


def _telling(receipts: pd.DataFrame) -> pd.DataFrame:
    """The receipts that decide how a unit stands, so not those a later file replaced, nor what is no return."""
    passed_over = [ReceiptStatus.SUPERSEDED, ReceiptStatus.DUPLICATE, ReceiptStatus.QUARANTINED, ReceiptStatus.OTHER]
    return receipts[~receipts["status"].isin(passed_over)].sort_values("received_at", kind="stable")


def _late_row(unit: Any, receipt: Any | None, told: Callable[[str], str]) -> tuple[str, ...]:
    if receipt is None:
        return clean(unit.name), str(unit.standing), "", MAYBE_THEIRS if unit.standing == Standing.HELD else ""
    return clean(unit.name), str(unit.standing), clean(receipt.received_at), clean(told(receipt.reason))


def _more_came(figures: Figures) -> Iterator[Paragraph]:
    """Units whose return stands and in whose name something else has come that waits for the officer."""
    receipts, units = figures.receipts, figures.units
    waiting = set(receipts.loc[receipts["status"] == ReceiptStatus.HELD, "unit_code"])
    names = quoted(units.loc[units["unit_code"].isin(waiting) & (units["standing"] != Standing.HELD), "name"])
    if names:
        said = "、".join(f"{name}" for name in names)
        yield Paragraph.of(f"注：另有署名{said}的来件，由经办人处理，其内容还没有计入。")


def _unplaced(receipts: pd.DataFrame) -> Iterator[Paragraph]:
    if lost := count_unplaced(receipts):
        yield Paragraph.of(f"注：另有{lost}件来件未能识别单位或者已经隔离，其内容没有计入，由经办人逐件核实。")


def count_unplaced(receipts: pd.DataFrame) -> Count:
    """Files, other than those that are no return, that belong to no unit known or were set apart."""
    returns = receipts[receipts["status"] != ReceiptStatus.OTHER]
    return Count(((returns["unit_code"] == "") | (returns["status"] == ReceiptStatus.QUARANTINED)).sum())


def quota_annex(figures: Figures) -> Annex:
    """What the office as a whole and each unit owed and did."""
    names = unit_names(figures)
    owed = {"全局": owed_by_office(figures), "单位": owed_by_units(figures)}
    made = [_quota_table(quotas, scope, names) for scope, quotas in owed.items()]
    return Annex("quotas", "", f"{figures.period.label}任务完成情况", tuple(table for table in made if table.rows))


def owed_by_units(figures: Figures) -> pd.DataFrame:
    """Units' quotas, a line for each target."""
    return _in_one_line(figures.quotas[figures.quotas["scope"] == "单位"])


def owed_by_office(figures: Figures) -> pd.DataFrame:
    """The office's own quotas, a line for each target."""
    return _in_one_line(figures.quotas[figures.quotas["scope"] == "全局"])


def short_by_unit(figures: Figures) -> pd.DataFrame:
    """label, book, unit_code, short: what units lack for certain of tasks whose time is over.

    A unit may owe tasks of one name by several rules (in a year, by rules that were replaced); then their sum.
    """
    owed = owed_by_units(figures)
    short = owed[owed["checkable"] & owed["final"] & ~owed["pending"] & (owed["short"] > 0)]
    return short.groupby(["label", "book", "unit_code"], sort=False)["short"].sum().reset_index()


def short_facts(figures: Figures) -> Iterator[Fact]:
    """What prose states of it: a sum of several lines stands in no table."""
    yield from (Fact(f"short.{one.label}.{one.unit_code}", str(one.short)) for one in records(short_by_unit(figures)))


def _in_one_line(quotas: pd.DataFrame) -> pd.DataFrame:
    """A line for each target: where it is owed week by week, the sum and how many weeks fall short.

    `unchecked` says which weeks are left out of the sum.
    """
    several = quotas.groupby(["rule", "target", "unit_code"])["span"].transform("size") > 1
    summed = [_summed(group) for _, group in quotas[several].groupby(["rule", "target", "unit_code"], sort=False)]
    return pd.concat([quotas[~several].assign(unchecked=""), *summed], ignore_index=True)


def _summed(spans: pd.DataFrame) -> pd.DataFrame:
    """One line for all spans of a target. What one week has too much does not make up for another.

    Short is what is short for certain; a week that waits or cannot be checked is said apart, and names nobody.
    What cannot be checked is in none of the sums.
    """
    if not spans["checkable"].any():
        why = spans["note"] if spans["note"].nunique() == 1 else pd.Series([f"{len(spans)}个时段都无法核验"])
        # 每月 in every period is one duty that comes again, asked for by the month and not by what the periods add up to
        asked = spans["required"].max() if spans["span"].nunique() == 1 else spans["required"].sum()
        return spans.iloc[:1].assign(required=asked, note=why.iloc[0], unchecked="")
    certain = spans["checkable"] & ~spans["pending"]
    missed = certain & (spans["short"] > 0)
    states = {"没有完成": missed, "差额未定": spans["pending"], "无法核验，没有计入": ~spans["checkable"]}
    said = "，".join(f"{which_spans(spans.loc[which, 'span'])}{what}" for what, which in states.items() if which.any())
    sums = {
        "required": spans["required"].where(spans["checkable"], 0).sum(),
        "done": spans["done"].where(spans["checkable"], 0).sum(),
        "short": spans["short"].where(missed, 0).sum(),
    }
    return spans.iloc[:1].assign(
        **sums,
        checkable=True,
        unchecked=which_spans(spans.loc[~spans["checkable"], "span"]),
        pending=bool(spans["pending"].any()) and not bool(missed.any()),
        final=bool(spans["final"].any()),
        note=f"{len(spans)}个时段，{said}" if said else f"{len(spans)}个时段都完成",
    )


def which_spans(spans: pd.Series[str]) -> str:
    """The spans by name where they are few, else how many; blank where there are none."""
    return "、".join(spans) if len(spans) <= FEW else f"{len(spans)}个"


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
    chosen = quotas
    if whose:
        order = {code: n for n, code in enumerate(names)}
        chosen = chosen.sort_values("unit_code", key=lambda column: column.map(order), kind="stable")
    rows = tuple(
        (*(clean(names.get(quota.unit_code, quota.unit_code)) for _ in whose), *_quota_cells(quota))
        for quota in records(chosen)
    )
    return Table(columns, rows, f"{scope}任务")


def _quota_cells(quota: Any) -> tuple[str, ...]:
    done, short = (str(quota.done), dash(quota.short)) if quota.checkable else ("", "")
    note = quota.note if quota.checkable else quota.note or "未能核验"
    asked = str(quota.required) if quota.required or quota.checkable else ""
    return clean(quota.label), asked, done, short, clean(note)
