"""rulings: the office's word on single rows, read from inputs/<period>/rulings/*.csv and matched by content."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import OfficeError
from schemas.records import Rulings
from schemas.returned import normal
from schemas.vocabulary import Book, Reason, RulingKind, Verdict

SIGNED = ("proposed_by", "approved_by", "grounds", "ruled_on")
"""A ruling without these is nobody's word."""
Key = tuple[str, str, str, str]


def read_rulings(folder: Path) -> pd.DataFrame:
    """All rulings of a period as `records.Rulings`; several files add up. Raises OfficeError naming each wrong line."""
    names = {title: name for name, title in Rulings.headers().items()}
    rulings, faults = [], []
    for file in _files(folder):
        for number, line in enumerate(_lines(file), start=2):
            ruling = {name: (line.get(title) or "").strip() for title, name in names.items()}
            ruling["published_on"] = _day(ruling["published_on"])
            faults += [f"{file.name} 第{number}行：{fault}" for fault in _faults(ruling)]
            rulings.append(ruling)
    if faults:
        raise OfficeError(f"认定单有 {len(faults)} 处需要改正：", faults)
    return Rulings.of(rulings)


def _files(folder: Path) -> list[Path]:
    """The rulings; anything else visible beside them would be overlooked, so it is refused."""
    files = sorted(file for file in folder.glob("*") if not file.name.startswith((".", "~$")))
    if others := [file.name for file in files if file.suffix.lower() != ".csv"]:
        raise OfficeError(f"rulings/ 下的 {'、'.join(others)} 不是 CSV，请另存为“CSV UTF-8”")
    return files


def _lines(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))
    except (UnicodeDecodeError, csv.Error):
        raise OfficeError(f"rulings/{file.name} 读不出来，请用 Excel 另存为“CSV UTF-8”") from None


def _day(text: str) -> str:
    """2026/8/5, as Excel saves it, is 2026-08-05."""
    parts = text.replace("/", "-").split("-")
    return "-".join([parts[0], *(part.zfill(2) for part in parts[1:])])


def _faults(ruling: dict[str, str]) -> list[str]:
    titles = Rulings.headers()
    missing = [titles[name] for name in ("ruling_id", "unit_code", "title", "outlet", *SIGNED) if not ruling[name]]
    faults = [f"没有填写{'、'.join(missing)}"] if missing else []
    if ruling["book"] != Book.ADOPTION:
        faults.append(f"台账“{ruling['book']}”应为{Book.ADOPTION}")
    if ruling["kind"] not in list(RulingKind):
        faults.append(f"认定种类“{ruling['kind']}”应为{'、'.join(RulingKind)}之一")
    return faults


def match(rulings: pd.DataFrame, facts: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """row_id → its ruling. Raises OfficeError for a ruling that fits no row, and for two on one row that disagree."""
    rows: dict[Key, list[int]] = {}
    for row in facts.to_dict("records"):
        day = row["published_on"].strftime("%Y-%m-%d")
        for outlet in {normal(row["outlet"]), normal(row["outlet_text"])}:
            rows.setdefault((row["unit_code"], normal(row["title"]), outlet, day), []).append(row["row_id"])
    found: dict[int, dict[str, Any]] = {}
    problems = []
    for ruling in rulings.to_dict("records"):
        key = (ruling["unit_code"], normal(ruling["title"]), normal(ruling["outlet"]), ruling["published_on"])
        problems += _apply(ruling, rows.get(key, []), found)
    if problems:
        raise OfficeError("认定单与上报表对不上：", problems)
    return found


def _apply(ruling: dict[Any, Any], rows: Iterable[int], found: dict[int, dict[str, Any]]) -> list[str]:
    """Put a ruling on its rows; returns what is wrong with it."""
    problems = []
    matched = list(rows)
    if not matched:
        problems.append(f"认定 {ruling['ruling_id']}（{ruling['unit_code']}《{ruling['title']}》）找不到对应的填报行")
    for row in matched:
        other = found.setdefault(row, {str(key): value for key, value in ruling.items()})
        if other["kind"] != ruling["kind"]:
            problems.append(f"认定 {other['ruling_id']} 与 {ruling['ruling_id']} 对同一行的结论不同")
    return problems


def require_effect(ruled: dict[int, dict[str, Any]], settled: pd.DataFrame) -> None:
    """Raise OfficeError for a ruling that could not settle its row: late, of another period, ungraded outlet."""
    rows = settled[settled["row_id"].isin(list(ruled))]
    without = rows[(rows["reason_code"] != Reason.RULING) & (rows["verdict"] != Verdict.DUPLICATE)]
    problems = [
        f"认定 {ruled[row['row_id']]['ruling_id']} 不能生效：《{row['title']}》{row['reason']}"
        for row in without.to_dict("records")
    ]
    if problems:
        raise OfficeError("有的认定不能生效，请先改正名录或撤回认定：", problems)
