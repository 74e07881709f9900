"""What each of the office's papers is prefilled with, from the rules, the roster and the returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Any

import pandas as pd

from pipeline.papers.evidence import Key, content, weight
from pipeline.papers.tasks import duties
from pipeline.papers.workbook import Blank
from pipeline.period import Period
from pipeline.rules import Rules
from pipeline.run import Checked
from pipeline.score.quota import owed
from pipeline.spans import whole_period
from pipeline.template.table import Filled
from schemas.duties import Target
from schemas.office import Office
from schemas.papers import EvidenceResult, PaperKind, layouts
from schemas.vocabulary import Book

NOTES: dict[PaperKind, str] = {
    PaperKind.TASKS: "“应完成”已按办法或本单位决定的类别数填好，按单位另有规定的改这一栏，灰色各栏不要改；不承担任务的填0。"
    "填好后放入 {place}，以本表为准。",
    PaperKind.REGISTER: "办公室收到一篇登记一行，以实际收到为准，不要照抄单位的报送台账。放入 {place} 后，报送条数以本表为准："
    "单位报了而本表没有的暂不计入，本表有而单位没有报的照计。",
    PaperKind.UPWARD: "本局向上级报送一条登记一行，报给几家的填几行。放入 {place} 后，据此核对全局的上报任务。",
    PaperKind.SIGNED_FOR: "收到纸质材料的填收到时间、份数、页数、送交人、签收人，没有收到的空着。放入 {place} 后，通报按本表写明哪些单位已交。",
    PaperKind.EVIDENCE: "对照原件逐条填“核验结果”。大多相符的，只填有问题的各行，再在下面一格选“相符”，并填核验人、日期，其余各行就都按相符；"
    "不选的，没有填写的各行为未核验。不符：按没有证明材料处理；待补：补齐前暂不认定。灰色各栏不要改。填好后放入 {place}。",
}
"""What the officer should know, on the paper itself."""


def blank_paper(
    kind: PaperKind, rules: Rules, office: Office, period: Period, units: pd.DataFrame, lines: list[Filled]
) -> Blank:
    """One paper with its prefilled lines."""
    return Blank(
        layouts(rules.assessment.sheets())[kind],
        title=f"{period.label}{kind}",
        subtitle=f"{office.name}　　统计期间：{period.window}",
        note=NOTES[kind].format(place=f"inputs/{period.id}/papers/"),
        period=period.id,
        assessment=rules.assessment.id,
        created=datetime.combine(period.start, time()),
        lines=lines,
        units=dict(zip(units["unit_code"], units["name"], strict=True)),
        bulk=kind == PaperKind.EVIDENCE,
    )


def task_lines(rules: Rules, units: pd.DataFrame, period: Period, tasks: pd.DataFrame) -> Iterator[Filled]:
    """Every unit's line for each target whose number is the office's to say; blank where nothing is decided yet.

    `tasks` (`papers.Tasks`) are the numbers filled in before.
    """
    opened = {one.path for one in rules.open}
    filled = {(one["unit_code"], one["target"]): one["required"] for one in tasks.to_dict("records")}
    for key, duty in duties(rules).items():
        for unit in units.to_dict("records") if duty.free else ():
            number = None if duty.gap in opened else _number(duty.target, unit["unit_code"], unit["unit_class"])
            yield {
                **_unit(unit["unit_code"], unit["name"]),
                "unit_class": unit["unit_class"],
                "target": key,
                "label": duty.target.label,
                "span": whole_period(duty.step, period).label,
                "standard": number,
                "required": filled.get((unit["unit_code"], key), number),
            }


def _number(target: Target, code: str, unit_class: str) -> int:
    return owed(target, {"unit_code": code, "unit_class": unit_class})


def unit_lines(units: pd.DataFrame) -> Iterator[Filled]:
    """A line for each unit."""
    for code, name in zip(units["unit_code"], units["name"], strict=True):
        yield _unit(code, name)


def _unit(code: str, name: str) -> dict[str, str]:
    return {"unit_code": code, "unit_name": name}


def evidence_lines(checked: Checked, units: pd.DataFrame) -> Iterator[Filled]:
    """Every adoption that claims proof, as sent, in the order of the roster, with what was found of it so far.

    What a unit typed in several rows is one line with the proof of all of them.
    """
    names = dict(zip(units["unit_code"], units["name"], strict=True))
    order = {code: number for number, code in enumerate(names)}
    found = _found(checked.papers.evidence.checks)
    sent = checked.reading.rows[["row_id", "evidence_kinds", "evidence_no"]]  # proof found false is blank in the facts
    rows = checked.facts.drop(columns=["evidence_kinds", "evidence_no"]).merge(sent, on="row_id")
    rows = rows[(rows["book"] == Book.ADOPTION) & ((rows["evidence_kinds"] != "") | (rows["evidence_no"] != ""))]
    rows = rows.assign(order=rows["unit_code"].map(order))
    alike: dict[Key, list[dict[Any, Any]]] = {}
    for row in rows.sort_values(["order", "day", "row_key"], kind="stable").to_dict("records"):
        alike.setdefault(content(row), []).append(row)
    for same in alike.values():
        first = same[0]
        yield {
            **_unit(first["unit_code"], names[first["unit_code"]]),
            **{key: _each(one[key] for one in same) for key in ("evidence_kinds", "evidence_no", "row_key")},
            "title": first["title"],
            "outlet": first["outlet_text"],
            "published_on": first["published_on"].date(),
            **found.get(first["row_key"], {}),
        }


def _each(texts: Iterable[str]) -> str:
    """What is said, each once."""
    return "、".join(dict.fromkeys(filter(None, texts)))


def _found(checks: pd.DataFrame) -> Mapping[str, Filled]:
    """Row key → what the officer filled in already."""
    told = checks[checks["result"] != EvidenceResult.UNCHECKED].to_dict("records")
    return {
        row: {
            "result": one["result"],
            "checked_by": one["checked_by"],
            "checked_on": datetime.fromisoformat(one["checked_on"]).date(),
            "note": one["note"],
        }
        for one in sorted(told, key=weight, reverse=True)
        for row in one["row_key"].split("、")
    }
