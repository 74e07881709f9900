"""The officer's list: what only the office can settle, one line each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pipeline.answer.case import addresses
from pipeline.answer.known import Known
from pipeline.answer.told import reason_words
from pipeline.file_names import called_at, in_words
from schemas.answers import Todo, TodoKind
from schemas.returned import normal
from schemas.vocabulary import ReceiptStatus

Line = dict[str, str]
TWINS = ("S06", "S08")


def todo(known: Known) -> pd.DataFrame:
    """`answers.Todo`, by kind."""
    findings = known.findings
    lines = [
        *_files(known),
        *_grouped(findings[findings["code"] == "S02"], TodoKind.OUTLET, known, "定级后补入名录“媒体”表"),
        *_twins(findings[findings["code"].isin(TWINS)], known),
        *_grouped(
            findings[findings["code"] == "S01"], TodoKind.PERSON, known, "核对后补入名录“人员”表，或请单位改正姓名"
        ),
        *_without_mail(known),
    ]
    return Todo.of(lines)


def _line(kind: TodoKind, subject: str, action: str, units: str = "", path: str = "", places: str = "") -> Line:
    return {"kind": kind, "units": units, "path": path, "places": places, "subject": subject, "action": action}


def _files(known: Known) -> Iterator[Line]:
    """Files held or set aside, those whose time is not known, and those nobody registered."""
    receipts = known.checked.receipts.sort_values(["unit_code", "received_at", "path"], kind="stable")
    actions = {
        ReceiptStatus.HELD: (TodoKind.HELD, "核实是哪个单位的、是否收下"),
        ReceiptStatus.QUARANTINED: (TodoKind.ASIDE, "请来件单位重新发送"),
    }
    for one in receipts[receipts["status"].isin(list(actions))].to_dict("records"):
        kind, action = actions[one["status"]]
        lost, whose = one["reason"].startswith("A06 "), one["unit_code"]
        action = "找回原件放回原处" if lost else "认定是否收下" if whose else action
        subject = in_words(reason_words(one["reason"]), known.names)
        yield _line(kind, subject, action, one["unit_name"], called_at(one["path"], known.names))
    undated = known.findings[known.findings["code"] == "A04"].sort_values(["unit_code", "found"], kind="stable")
    for path, found in zip(undated["path"], undated["found"], strict=True):
        yield _line(
            TodoKind.TIME,
            f"只知文件时间 {found}",
            "在 receipts.csv 的“经办登记时间”填真实时间",
            path=called_at(path, known.names),
        )
    for path in known.checked.unregistered:
        yield _line(TodoKind.UNREGISTERED, "没有登记，没有计入", "先登记（collect），再运行", path=path)


def _grouped(findings: pd.DataFrame, kind: TodoKind, known: Known, action: str) -> Iterator[Line]:
    """One line for each thing found: how often, in which units, where."""
    for found, group in findings.groupby("found", sort=True):
        yield _line(kind, f"{found}（{len(group)}处）", action, _units(group, known), "", _places(group, known))


def _twins(findings: pd.DataFrame, known: Known) -> Iterator[Line]:
    """One line for each title or number that several stories share."""
    keyed = findings.assign(key=findings["found"].map(normal))
    for (code, _), group in keyed.groupby(["code", "key"], sort=True):
        same = (
            "标题相同，撰稿人或单位不同，已按不同稿件计"
            if code == "S06"
            else "稿件编号相同，标题和撰稿人不同，已按同一稿件计"
        )
        subject = f"{group['found'].iloc[0]}（{same}）"
        yield _line(TodoKind.TWINS, subject, "核对是否同一稿件", _units(group, known), "", _places(group, known))


def _units(group: pd.DataFrame, known: Known) -> str:
    names = dict(zip(known.checked.units["unit_code"], known.checked.units["name"], strict=True))
    return "、".join(names.get(code, code) for code in dict.fromkeys(group["unit_code"]))


def _places(group: pd.DataFrame, known: Known) -> str:
    return "；".join(f"{called_at(str(one.path), known.names)} {one.sheet} {one.cell}" for one in group.itertuples())


def _without_mail(known: Known) -> Iterator[Line]:
    """Units the drafts have no address for, in one line."""
    lacking: list[Any] = [unit for unit in known.checked.units.to_dict("records") if not addresses(unit["mail"])]
    if lacking:
        units = "、".join(str(unit["name"]) for unit in lacking)
        yield _line(
            TodoKind.ADDRESS, f"{len(lacking)}个单位没有可用的登记邮箱", "在名录“单位”表补登，否则发信时自行填写", units
        )
