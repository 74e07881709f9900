"""The statement's rows: every line the unit returned with its verdict and what it earns; then what rests on no row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.answer.grid import Cell, Grid, Heading
from pipeline.answer.known import Known
from pipeline.answer.reasons import reason_of
from pipeline.answer.statement_amounts import NAMES, Sums, amount, counted, headings, sums_by, totals
from pipeline.bulletin.words import clean
from pipeline.file_names import by_name
from pipeline.run import Outcome
from pipeline.score.lines import written
from schemas.vocabulary import Basis, Book, Measure, Reason, Verdict

TEXT_HEADINGS = (
    Heading("序号", 4, "c"), Heading("标题", 31), Heading("媒体", 14), Heading("日期", 9, "c"), Heading("处理结果", 7, "c"),
    Heading("理由、算式", 40),
)  # fmt: skip
OTHER_HEADINGS = (
    Heading("计量", 10, "c"), Heading("记在", 10, "c"), Heading("依据种类", 12, "c"), Heading("算式", 32),
    Heading("条款大意", 38), Heading("增减", 10, "r"),
)  # fmt: skip
SHARED_OUT = "share"
PLACED = [Measure.UNIT_POINTS, Measure.CASH, Measure.UNIT_FUNDS, Measure.SANCTIONS, Measure.PERSON_POINTS]
"""What a line that rests on no row may change."""


@dataclass(frozen=True)
class Shown:
    """What rows are shown by, put together once for all units."""

    rows: dict[str, pd.DataFrame]
    """Unit code → its lines of `records.Rows`, without blank ones and those of files that are set aside."""
    days: dict[int, str]
    units: dict[str, str]
    told: Callable[[str], str]
    """Puts the names of files in the place of their paths."""


def shown(outcome: Outcome) -> Shown:
    """The rows of each unit, the day of each row, the name of each unit."""
    rows, checked = outcome.scored.rows, outcome.scored.checked
    listed = rows[(rows["verdict"] != Verdict.BLANK) & (rows["reason_code"] != Reason.FILE_ASIDE)]
    by_unit = {str(code): group for code, group in listed.groupby("unit_code", sort=False)}
    units = dict(zip(checked.units["unit_code"], checked.units["name"], strict=True))
    return Shown(by_unit, _days(outcome), units, by_name(checked.receipts))


def row_grid(code: str, lines: pd.DataFrame, look: Shown, known: Known) -> Grid:
    """Own rows in the order of the return, then rows of other units that this one has a share in.

    `lines` are the unit's ledger lines; the total is the sum of those that rest on rows.
    """
    assert known.outcome is not None
    measures = counted(known.assessment, lines)
    resting = lines[lines["row_id"] >= 0]
    sums, said = sums_by(resting, "row_id"), _arithmetic(resting)
    rows = [*_own(code, look, known), *_shared(code, resting, look, known.outcome)]
    cells = tuple(
        (
            number,
            *_explained(texts, said.get(row, "")),
            *(amount(sums.get((row, measure), 0), measure) for measure in measures),
        )
        for number, (row, texts) in enumerate(_with_forgone(rows, _forgone(code, known.outcome)), start=1)
    )
    total = ("", "合计", "", "", "", "", *totals(resting, measures)) if cells and measures else ()
    return Grid("填报行及处理结果", (*TEXT_HEADINGS, *headings(measures)), cells, total)


def _own(code: str, look: Shown, known: Known) -> Iterator[tuple[int, list[str]]]:
    """(row_id, title to reason) of each row the unit returned."""
    for one in look.rows[code].to_dict("records") if code in look.rows else []:
        reason = reason_of(one["reason_code"], look.told(one["reason"]), known)
        why = reason if one["verdict"] != Verdict.ACCEPTED else ""
        yield one["row_id"], _texts(one, look, "，".join(filter(None, [why, one["clause"] if why else ""])))


def _shared(code: str, resting: pd.DataFrame, look: Shown, outcome: Outcome) -> Iterator[tuple[int, list[str]]]:
    """The same of rows that other units returned and this one has lines of."""
    settled = outcome.scored.settled
    for one in settled[settled["row_id"].isin(set(resting["row_id"])) & (settled["unit_code"] != code)].to_dict(
        "records"
    ):
        by = look.units.get(one["unit_code"], one["unit_code"])
        yield one["row_id"], _texts(one, look, f"由{clean(by)}填报，本单位合写")


def _texts(one: dict[Any, Any], look: Shown, why: str) -> list[str]:
    title = clean(one["title"]) + (f"（{Book.SUBMISSION}）" if one["book"] == Book.SUBMISSION else "")
    return [title, clean(one["outlet_text"]), look.days.get(one["row_id"], ""), str(one["verdict"]), why]


def _days(outcome: Outcome) -> dict[int, str]:
    """row_id → the day: as read, or as typed where it could not be read."""
    settled, sent = outcome.scored.settled, outcome.scored.checked.reading.rows
    typed = sent["published_on"].where(sent["book"] == Book.ADOPTION, sent["submitted_at"]).str[:10]
    read = dict(zip(settled["row_id"], settled["day"].dt.strftime("%Y-%m-%d"), strict=True))
    return {**dict(zip(sent["row_id"], typed.map(clean), strict=True)), **read}


def _explained(texts: list[str], arithmetic: str) -> list[str]:
    """The last text is why the row has its verdict; after it, how what it earns was reckoned."""
    return [*texts[:-1], "；".join(filter(None, [texts[-1], arithmetic]))]


def _arithmetic(resting: pd.DataFrame) -> dict[int, str]:
    """row_id → how its points and cash came, before they are shared out among people."""
    shown = resting[resting["measure"].isin(list(NAMES)) & (resting["step"] != SHARED_OUT)]
    said: dict[int, dict[str, list[str]]] = {}
    for row, measure, words in zip(shown["row_id"], shown["measure"], shown["arithmetic"], strict=True):
        said.setdefault(row, {}).setdefault(NAMES[Measure(measure)], []).append(words)
    return {row: "；".join(f"{name}：{'，'.join(words)}" for name, words in of.items()) for row, of in said.items()}


def _forgone(code: str, outcome: Outcome) -> Sums:
    """What rows of a late return would have earned; nothing else is forgone."""
    forgone = outcome.scored.forgone
    return sums_by(forgone[forgone["unit_code"] == code], "row_id")


def _with_forgone(rows: list[tuple[int, list[str]]], forgone: Sums) -> Iterator[tuple[int, list[str]]]:
    for row, texts in rows:
        lost = [(measure, forgone.get((row, measure), 0)) for measure in (Measure.UNIT_POINTS, Measure.CASH)]
        said = "、".join(f"{NAMES[measure]}{written(number, measure)}" for measure, number in lost if number)
        yield row, [*texts[:-1], f"{texts[-1]}（如不逾期，应计{said}）"] if said else texts


def other_grid(lines: pd.DataFrame, outcome: Outcome, known: Known) -> Grid:
    """What rests on quotas, entries or sums: each line with its arithmetic and clause."""
    names = dict(zip(outcome.totals.people["person"], outcome.totals.people["name"], strict=True))
    others = lines[(lines["row_id"] < 0) & lines["measure"].isin(PLACED)]
    rows = tuple(
        (
            str(one["measure"]),
            clean(names.get(one["person"], one["person"])) or "本单位",
            clean(one["basis_key"] if one["basis"] == Basis.ENTRY else one["basis"]),
            clean(one["arithmetic"]),
            _clause(one["clause"], known),
            written(int(one["amount"]), Measure(one["measure"])),
        )
        for one in others.to_dict("records")
    )
    return Grid("其他增减", OTHER_HEADINGS, rows, _other_total(others, known))


def _other_total(others: pd.DataFrame, known: Known) -> tuple[Cell, ...]:
    sums = others.groupby("measure", sort=False)["amount"].sum()
    said = "，".join(f"{measure} {written(int(total), Measure(str(measure)))}" for measure, total in sums.items())
    return ("合计", "", "", said, "", "") if len(others) else ()


def _clause(clause: str, known: Known) -> str:
    clauses = known.assessment.clauses
    return f"{clause}：{clean(clauses[clause].text)}" if clause in clauses else clause
