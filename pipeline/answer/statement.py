"""《得分核对单》: what one unit signs: every row with its verdict, points and cash, what else counts, quotas, totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.answer.case import LIVE
from pipeline.answer.excused import why_counted
from pipeline.answer.grid import Grid, filled
from pipeline.answer.known import Known, moment
from pipeline.answer.statement_people import people_grid
from pipeline.answer.statement_rows import Shown, other_grid, row_grid, shown
from pipeline.answer.statement_tasks import task_grid
from pipeline.bulletin.words import clean
from pipeline.run import Outcome
from pipeline.score.lines import written
from pipeline.total import UNIT_COLUMNS
from schemas.vocabulary import Measure, Reason

TITLE = "得分核对单"


@dataclass(frozen=True)
class Statement:
    """One unit's statement, ready to be set; its figures are sums of ledger lines and nothing else."""

    code: str
    name: str
    period: str
    title: str
    facts: tuple[tuple[str, str], ...]
    grids: tuple[Grid, ...]
    notes: tuple[str, ...]
    confirm: str


def statements(known: Known) -> Iterator[Statement]:
    """One statement for each unit of the standings; needs the outcome of a whole run."""
    outcome = known.outcome
    assert outcome is not None
    by_unit = {str(code): lines for code, lines in outcome.scored.ledger.groupby("unit_code", sort=False)}
    look = shown(outcome)
    for unit in outcome.totals.units.to_dict("records"):
        lines = by_unit.get(unit["unit_code"], outcome.scored.ledger.iloc[:0])
        yield _statement(known, outcome, {str(key): value for key, value in unit.items()}, lines, look)


def _statement(known: Known, outcome: Outcome, unit: dict[str, Any], lines: pd.DataFrame, look: Shown) -> Statement:
    code, name = unit["unit_code"], clean(unit["name"])
    grids = (
        row_grid(code, lines, look, known),
        other_grid(lines, outcome, known),
        task_grid(code, outcome.scored.quotas),
        people_grid(lines, outcome),
    )
    return Statement(
        code,
        name,
        known.period.id,
        f"{known.period.label}{TITLE}",
        tuple(_facts(known, unit)),
        tuple(grid for grid in grids if filled(grid)),
        tuple(_notes(code, outcome)),
        _confirm(known.office.statement_days),
    )


def _facts(known: Known, unit: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands above the tables; the totals are those of the published standings."""
    receipts = known.checked.receipts
    own = receipts[(receipts["unit_code"] == unit["unit_code"]) & receipts["status"].isin(list(LIVE))]
    yield "单位", f"{clean(unit['name'])}（{unit['unit_code']}，{clean(unit['unit_class'])}）"
    yield "统计期间", known.period.window
    yield "报表情况", str(unit["standing"])
    yield (
        "收到时间",
        "；".join(_came({str(k): v for k, v in one.items()}, known) for one in own.to_dict("records")) or "—",
    )
    asked = known.assessment.measures()
    sums = {measure: int(unit[column]) for column, measure in UNIT_COLUMNS.items() if measure in asked}
    yield "本期合计", "，".join(f"{measure} {written(amount, measure)}" for measure, amount in sums.items())


def _came(file: dict[str, Any], known: Known) -> str:
    """When a file came; where that was too late, by what right it counts."""
    why = why_counted(file, known)
    return moment(file["received_at"]) + (f"（截止{known.period.deadline}；{why}）" if why else "")


def _notes(code: str, outcome: Outcome) -> Iterator[str]:
    rows = outcome.scored.rows
    aside = int(((rows["unit_code"] == code) & (rows["reason_code"] == Reason.FILE_ASIDE)).sum())
    if aside:
        yield f"重复的或者已被后件替代的来件中的{aside}行没有列出。"
    money = outcome.setting.rules.assessment.measures() & {Measure.CASH, Measure.UNIT_FUNDS}
    unapproved = "金额为核算数，未经审批，不作发放或扣减的凭据；" if money else ""
    yield f"本单为初步结果，以印发的通报为准；{unapproved}供内部核对，不对外公开。"


def _confirm(days: int | None) -> str:
    """By when the unit answers; that silence is consent is said only where the office has settled it."""
    if days is None:
        return "请于收到后　　　日内核对签字送回；有异议的，逐项写明序号和理由，附证明材料。"
    return f"请于收到后{days}日内核对签字送回，{days}日内没有提出异议的视为确认；有异议的，逐项写明序号和理由，附证明材料。"
