"""explain: every line behind a unit's or a person's points and cash, from the published audit tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from pipeline.errors import OfficeError, UsageError
from pipeline.suggest import asked, nearest
from schemas.returned import normal


def audit_table(folder: Path, number: str) -> pd.DataFrame:
    """A published audit table by its number, all text; raises OfficeError when nothing is published."""
    found = sorted(folder.glob(f"audit/{number}_*.csv"))
    if not found:
        raise OfficeError(f"{folder.name} 还没有发布，请先运行 make quarter QUARTER={folder.name}")
    return pd.read_csv(found[0], dtype="str", keep_default_na=False, encoding="utf-8-sig")


def lines_of(folder: Path, who: str) -> tuple[str, pd.DataFrame]:
    """The title and ledger lines of one unit or person, each with its row's title, outlet, date, file and cell row.

    `本人` is false for the unit's lines that only show where a person's share comes from.
    Raises UsageError when nobody or more than one fits `who` (a code, a unit's name or a person's name).
    """
    ledger, settled = audit_table(folder, "08"), audit_table(folder, "07")
    title, (column, key) = _chosen(folder, who)
    own = ledger[column] == key
    # how a person's row earned what is then shared out stands in the unit's lines of the same row
    source = ledger["行号"].isin(ledger.loc[own & (ledger["行号"] != "-1"), "行号"]) & (ledger["人员"] == "")
    lines = ledger[own | (source & ledger["步骤"].isin(["base", "multiply", "same_story"]))].assign(本人=own)
    rows = settled[["行号", "刊发标题", "媒体", "日期", "文件", "工作表", "表内行号"]]
    return title, lines.merge(rows, on="行号", how="left", validate="many_to_one").fillna("")


def _chosen(folder: Path, who: str) -> tuple[str, tuple[str, str]]:
    """Whom `who` means: a title, and the ledger column with the value to filter on."""
    units, people = audit_table(folder, "10"), audit_table(folder, "11")
    wanted = normal(who)
    found = [
        (f"{unit['单位']}（{unit['单位代码']}）", ("单位代码", unit["单位代码"]))
        for unit in units.to_dict("records")
        if wanted in (normal(unit["单位"]), normal(unit["单位代码"]))
    ]
    found += [
        (f"{person['姓名']}（{person['单位']}，{person['人员']}）", ("人员", person["人员"]))
        for person in people.to_dict("records")
        if wanted in (normal(person["姓名"]), normal(person["人员"]))
    ]
    if len(found) > 1:
        raise UsageError(f"“{who}”有多个，请写代码：{'；'.join(title for title, _ in found)}")
    if not found:
        raise UsageError(_nobody(folder.name, who, [*units["单位"], *people["姓名"]]))
    return found[0]


def _nobody(period: str, who: str, names: Iterable[str]) -> str:
    """Someone of the roster without a line looks here like someone unknown: both are said, and whom may be meant."""
    said = f"{period} 没有“{who}”的记录：名录里有此人的，是本期没有计分、奖励或扣减；不然请写单位或人员的全称或代码"
    return asked(said, nearest(who, {name: name for name in names}))
