"""What came of every ruling (效力), told to the officer; what cannot take effect stops the run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import pandas as pd

from pipeline.errors import OfficeError
from pipeline.rulings.content import Ruling
from pipeline.rulings.match import Came, Matched
from schemas.faults import finding_record
from schemas.ledger import CitedLedger
from schemas.records import RulingEffects
from schemas.vocabulary import Effect, Reason, RulingKind, Verdict

TOLD: dict[str, str] = {Effect.LAPSED: "A21", Effect.WAITING: "A21", Effect.NEEDLESS: "A22"}
"""What came of a ruling → the finding that tells the officer."""
TURNED_DOWN = (Verdict.REJECTED, Verdict.VOID)
Judge = Callable[[Mapping[int, Ruling]], pd.DataFrame]


def require_sound(
    matched: Matched, of_files: Iterable[tuple[Ruling, Came | str]], of_outlets: Iterable[tuple[str, Came | None]]
) -> dict[str, Came]:
    """What came of the rulings so far, by number; raises OfficeError naming each that fits nothing or disagrees."""
    problems, came = list(matched.problems), dict(matched.came)
    for ruling, what in of_files:
        if isinstance(what, str):
            problems.append(f"认定 {ruling['ruling_id']}：{what}")
        else:
            came[ruling["ruling_id"]] = what
    for number, found in of_outlets:
        if found is None:
            problems.append(f"认定 {number}：没有一行提到这家媒体")
        else:
            came[number] = found
    if problems:
        raise OfficeError("认定单与上报表对不上：", problems)
    return came


def judged(judge: Judge, ruled: Mapping[int, Ruling]) -> tuple[pd.DataFrame, frozenset[int]]:
    """The rows judged (`records.Settled`), and those (row_id) ruled in that are accepted without it: not cited there."""
    ruled_in = {row for row, ruling in ruled.items() if ruling["kind"] == RulingKind.ACCEPT}
    without = judge({row: ruling for row, ruling in ruled.items() if row not in ruled_in})
    needless = ruled_in & set(without.loc[without["verdict"] == Verdict.ACCEPTED, "row_id"])
    if needless == ruled_in:
        return without, frozenset(needless)
    return judge({row: ruling for row, ruling in ruled.items() if row not in needless}), frozenset(needless)


def of_rows(ruled: Mapping[int, Ruling], settled: pd.DataFrame, needless: frozenset[int]) -> dict[str, Came]:
    """What came of rulings that let a row in or turn it down; raises OfficeError for one that could not settle its row."""
    came: dict[str, Came] = {}
    problems = []
    for row in settled[settled["row_id"].isin(list(ruled))].to_dict("records"):
        ruling = ruled[row["row_id"]]
        turned_down = ruling["kind"] == RulingKind.REJECT and row["verdict"] in TURNED_DOWN
        if row["row_id"] not in needless and (
            row["reason_code"] == Reason.RULING or row["verdict"] == Verdict.DUPLICATE
        ):
            came[ruling["ruling_id"]] = Effect.IN_FORCE, ""
        elif row["row_id"] in needless or turned_down:
            note = f"《{row['title']}》{row['verdict']}：{row['reason'] or row['reason_code']}"
            came.setdefault(ruling["ruling_id"], (Effect.NEEDLESS, note))
        elif row["reason_code"] == Reason.LATE and row["verdict"] == Verdict.PENDING:
            came[ruling["ruling_id"]] = Effect.WAITING, f"《{row['title']}》{row['verdict']}：{row['reason']}"
        else:
            problems.append(f"认定 {ruling['ruling_id']} 不能生效：《{row['title']}》{row['reason']}")
    if problems:
        raise OfficeError("有的认定不能生效，请先改正名录或撤回认定：", problems)
    return came


def effects(rulings: pd.DataFrame, came: Mapping[str, Came]) -> pd.DataFrame:
    """The rulings with what came of each, as `records.RulingEffects`."""
    of_each = [came[number] for number in rulings["ruling_id"]]
    return RulingEffects.conform(
        rulings.assign(
            effect=pd.Series([str(effect) for effect, _ in of_each], index=rulings.index, dtype="str"),
            effect_note=pd.Series([note for _, note in of_each], index=rulings.index, dtype="str"),
        )
    )


def effect_findings(effects: pd.DataFrame) -> Iterator[dict[str, str | int]]:
    """For the officer: rulings that have lapsed, wait or were not needed."""
    for one in effects[effects["effect"].isin(list(TOLD))].to_dict("records"):
        found = f"认定 {one['ruling_id']}（{one['kind']}）{one['effect']}：{one['effect_note']}"
        yield finding_record(TOLD[one["effect"]], one["file"], found=found, unit_code=one["unit_code"])


def cited_ledger(ledger: pd.DataFrame, settled: pd.DataFrame) -> pd.DataFrame:
    """The ledger as `ledger.CitedLedger`: with each line the rulings that its row rests on."""
    ids = dict(zip(settled["row_id"], settled["ruling_ids"], strict=True))
    return CitedLedger.conform(ledger.assign(ruling_ids=[ids.get(row, "") for row in ledger["row_id"]]))
