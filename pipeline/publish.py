"""The spine's own writing: audit CSVs with their data dictionary, the manifest, review/, and one atomic switch."""

from __future__ import annotations

import ctypes
import hashlib
import io
import json
import os
import shutil
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from schemas.ledger import (
    CitedLedger,
    Controls,
    Honours,
    Ledger,
    PeriodTiers,
    PeriodTotals,
    PersonStandings,
    PersonTierCounts,
    Quotas,
    TierCounts,
    UnitStandings,
)
from schemas.papers import EvidenceChecks, Received, RegisterDifferences, SignedFor, Tasks, Upward
from schemas.records import Arrivals, Entries, Findings, Receipts, Rows, RulingEffects, Settled, SheetFacts
from schemas.returned import ReturnedRows
from schemas.rules import Clauses, Decisions
from schemas.table import Table
from schemas.vocabulary import Verdict

AUDIT: dict[str, type[Table]] = {
    "01_收件登记": Arrivals,
    "02_来件处理结果": Receipts,
    "03_工作表概况": SheetFacts,
    "04_填报行原样": ReturnedRows,
    "05_问题清单": Findings,
    "06_处理结果": Rows,
    "07_认定明细": Settled,
    "08_台账": CitedLedger,
    "09_任务完成情况": Quotas,
    "10_单位排名": UnitStandings,
    "11_个人排名": PersonStandings,
    "12_单位分级篇数": TierCounts,
    "13_个人分级篇数": PersonTierCounts,
    "14_各期合计": PeriodTotals,
    "15_逾期作废原应计": Ledger,
    "16_控制总数": Controls,
    "17_条款": Clauses,
    "18_本单位决定": Decisions,
    "19_认定事项": RulingEffects,
    "20_登记事项": Entries,
    "21_表彰名单": Honours,
    "22_任务表": Tasks,
    "23_收稿登记": Received,
    "24_收稿登记核对差异": RegisterDifferences,
    "25_局上报台账": Upward,
    "26_纸质材料签收单": SignedFor,
    "27_证明材料核验单": EvidenceChecks,
    "28_各期分级篇数": PeriodTiers,
}
"""Audit file → the table it holds, in the order of the flow."""
DICTIONARY = "00_数据字典"
RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
"""Text beginning so could run as a formula; an apostrophe is put before it (and before an apostrophe, so it reverses)."""
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def csv_bytes(table: type[Table], frame: pd.DataFrame) -> bytes:
    """A table as CSV: UTF-8 with BOM, Chinese headers, no live formulas; integers stay integers."""
    shown = {title: _shown(frame[name]) for name, title in table.headers().items()}
    return _encoded(pd.DataFrame(shown))


def _encoded(frame: pd.DataFrame) -> bytes:
    text = io.StringIO()
    frame.to_csv(text, index=False, lineterminator="\r\n")
    return text.getvalue().encode("utf-8-sig")


def _shown(values: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_bool_dtype(values):
        return pd.Series(["是" if value else "否" for value in values], index=values.index)
    if pd.api.types.is_datetime64_any_dtype(values):
        days: pd.Series[Any] = values.dt.strftime("%Y-%m-%d")
        return days
    if pd.api.types.is_integer_dtype(values):
        return values
    return values.map(harmless)


def harmless(text: str) -> str:
    """Text that no spreadsheet runs; take one leading apostrophe away to have it back."""
    return f"'{text}" if text.startswith(RISKY_STARTS) else text


def dictionary_bytes(names: Collection[str] = tuple(AUDIT)) -> bytes:
    """What every column of every audit file named means, from the schemas."""
    lines = [
        {
            "文件": f"{name}.csv",
            "说明": str(table.__doc__).split(":")[0],
            "列": column.title,
            "项目": key,
            "类型": str(column.dtype),
            "含义": column.description or "",
        }
        for name, table in AUDIT.items()
        if name in names
        for key, column in table.to_schema().columns.items()
    ]
    return _encoded(pd.DataFrame(lines))


def audit_files(tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Path within the published folder → bytes, for every audit table there is and the data dictionary of these."""
    files = {f"audit/{name}.csv": csv_bytes(table, tables[name]) for name, table in AUDIT.items() if name in tables}
    return {f"audit/{DICTIONARY}.csv": dictionary_bytes(tables), **files}


def review_files(findings: pd.DataFrame, receipts: pd.DataFrame, rows: pd.DataFrame | None) -> dict[str, bytes]:
    """What the officer needs even when the run must stop: findings, receipts and, when judged, waiting rows."""
    files = {
        "review/问题清单.csv": csv_bytes(Findings, findings),
        "review/来件处理结果.csv": csv_bytes(Receipts, receipts),
    }
    if rows is not None:
        files["review/待处理的行.csv"] = csv_bytes(Rows, rows[rows["verdict"] == Verdict.PENDING])
    return files


def register_review(differences: pd.DataFrame) -> dict[str, bytes]:
    """Where the office's 收稿登记 and the units' lists differ; no file where they do not."""
    if differences.empty:
        return {}
    return {"review/收稿登记核对差异.csv": csv_bytes(RegisterDifferences, differences)}


def manifest_bytes(files: Mapping[str, bytes], inputs: Mapping[str, str], notes: Mapping[str, object]) -> bytes:
    """What went in and what came out, by SHA-256, so that a sealed copy can be compared."""
    outputs = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    content = {**notes, "inputs": dict(sorted(inputs.items())), "outputs": outputs}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put a whole new folder in the place of the old one in one step; broken off anywhere, the old one stands."""
    aside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    for name, content in files.items():
        _write(aside / name, content)
    _switch(aside, folder)
    shutil.rmtree(aside, ignore_errors=True)


def refresh_review(folder: Path, files: Mapping[str, bytes]) -> None:
    """Renew review/ alone, leaving the published bulletin and audit as they stand."""
    folder.mkdir(parents=True, exist_ok=True)
    publish(folder / "review", {name.removeprefix("review/"): content for name, content in files.items()})


def recover(folder: Path) -> None:
    """Put back a published folder that a broken two-step switch left aside (systems without an exchange)."""
    old = folder.with_name(f".{folder.name}.old")
    if old.is_dir() and not folder.exists():
        old.rename(folder)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _switch(new: Path, place: Path) -> None:
    if not place.exists():
        new.rename(place)
    elif not _exchange(new, place):
        old = place.with_name(f".{place.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old)


def _exchange(one: Path, two: Path) -> bool:
    """Swap two folders atomically where the kernel and file system can (Linux renameat2)."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(two), _RENAME_EXCHANGE) == 0)
