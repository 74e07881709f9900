"""Each ruling put to what it is about: a row, a fact of a story, two stories that are one. Files and outlets are settled before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.facts import RULED
from pipeline.rulings.content import Content, Place, Ruling, counted_no_more, key_of, rows_by_content
from pipeline.rulings.read import NOT_OF_ROWS
from pipeline.rulings.stories import Stories
from schemas.assessment import Assessment
from schemas.vocabulary import CONSEQUENCES, Effect, ReceiptStatus, RulingKind, Verdict

Came = tuple[Effect, str]
"""What came of a ruling, and why in a few words."""


@dataclass(frozen=True)
class Matched:
    """Rulings with the rows they are about."""

    verdicts: dict[int, Ruling] = field(default_factory=dict)
    """row_id → the ruling that lets it in or turns it down."""
    unread: dict[int, Ruling] = field(default_factory=dict)
    """The same for rows that could not be read whole: they can be turned down, to be let in they must be mended."""
    facts: list[tuple[int, Ruling]] = field(default_factory=list)
    """Facts that rules may test, as (row_id, ruling)."""
    stories: list[tuple[str, str, Ruling]] = field(default_factory=list)
    """Pairs of stories that are one."""
    came: dict[str, Came] = field(default_factory=dict)
    """Number of a ruling → what came of it, where that is clear before rows are judged."""
    problems: list[str] = field(default_factory=list)

    @property
    def turned_down(self) -> dict[int, Ruling]:
        """Rows that could not be read whole and are turned down: row_id → the ruling."""
        return {row: ruling for row, ruling in self.unread.items() if ruling["kind"] == RulingKind.REJECT}


def match(rulings: pd.DataFrame, facts: pd.DataFrame, content: Content, assessment: Assessment) -> Matched:
    """Put each ruling on a row to its rows.

    `problems` names what fits no row of any file, two that disagree on one, and a fact that no rule asks for.
    """
    tested = {fact for _, where in assessment.conditions() for fact in where.root}
    rows, stories, matched = rows_by_content(facts), Stories(facts), Matched()
    for ruling in rulings[~rulings["kind"].isin(list(NOT_OF_ROWS))].to_dict("records"):
        named = {str(name): value for name, value in ruling.items()}
        if named["kind"] in RULED and RULED[named["kind"]] not in tested:
            matched.problems.append(f"{said(named)}认定为“{named['kind']}”，而考核办法没有与此有关的规定")
            continue
        places = content.of(named)
        # by the office's register a row may have another day than by its unit: a ruling may name either
        typed = (place.row_id for place in places if place.row_id in stories.of_row)
        found = list(dict.fromkeys([*rows.get(key_of(named), []), *typed]))
        _apply(named, found, matched, stories)
        unread = [place for place in places if place.row_id not in found]
        _apply_unread(named, len(found), unread, matched, assessment.calendar.late.then or "pending")
    return matched


def said(ruling: Mapping[str, str]) -> str:
    """A ruling as it is called in messages."""
    return f"认定 {ruling['ruling_id']}（{ruling['unit_code']}《{ruling['title']}》）"


def _apply(ruling: Ruling, rows: list[int], matched: Matched, stories: Stories) -> None:
    """A ruling on rows that could be read whole."""
    if not rows:
        return
    if ruling["kind"] == RulingKind.SAME_STORY:
        _join(ruling, rows, matched, stories)
    elif ruling["kind"] in RULED:
        matched.facts.extend((row, ruling) for row in rows)
        matched.came[ruling["ruling_id"]] = Effect.IN_FORCE, ""
    else:
        for row in rows:
            _decide(ruling, row, matched.verdicts, matched)


def _decide(ruling: Ruling, row: int, decided: dict[int, Ruling], matched: Matched) -> None:
    """The first ruling on a row governs; another must say the same."""
    other = decided.setdefault(row, ruling)
    if other["kind"] != ruling["kind"]:
        matched.problems.append(f"认定 {other['ruling_id']} 与 {ruling['ruling_id']} 对同一行的结论不同")
    elif other is not ruling:
        matched.came[ruling["ruling_id"]] = Effect.NEEDLESS, f"与认定 {other['ruling_id']} 相同"


def _join(ruling: Ruling, rows: Iterable[int], matched: Matched, stories: Stories) -> None:
    """Two stories become one; a title that means none, or more than one other, is a problem."""
    own = {stories.of_row[row] for row in rows}
    called = stories.called(ruling["unit_code"], ruling["same_as"])
    first, *others = sorted(own | called)
    if not called:
        matched.problems.append(f"{said(ruling)}所说的另一篇“{ruling['same_as']}”找不到")
    elif len(called - own) > 1:
        several = f"{said(ruling)}所说的另一篇“{ruling['same_as']}”有{len(called - own)}篇"
        matched.problems.append(f"{several}，请在标题后注明媒体和日期，如：标题（安平日报，2026-08-05）")
    else:
        matched.stories.extend((first, other, ruling) for other in others)
        came = (Effect.IN_FORCE, "") if others else (Effect.NEEDLESS, "已按同一稿件计")
        matched.came[ruling["ruling_id"]] = came


def _apply_unread(ruling: Ruling, read: int, places: list[Place], matched: Matched, late: str) -> None:
    """A ruling on rows that could not be read whole, or that stand in a file that does not count.

    `read` is how many rows it is about besides; `late` is what becomes of a late return's rows.
    """
    unread = [place for place in places if place.status in (ReceiptStatus.COUNTED, ReceiptStatus.LATE)]
    number, kind = ruling["ruling_id"], ruling["kind"]
    if unread and (not read or kind == RulingKind.REJECT):
        for place in unread if kind in (RulingKind.ACCEPT, RulingKind.REJECT) else []:
            _decide(ruling, place.row_id, matched.unread, matched)
        matched.came.setdefault(number, _came_unread(ruling, unread[0], read + len(unread), late))
    elif read:
        return
    elif places and counted_no_more(places):
        matched.came[number] = Effect.LAPSED, f"所认定的行在 {places[0].path} 中，该件{places[0].status}"
    elif places:
        matched.came[number] = Effect.WAITING, f"所在的来件 {places[0].path} {places[0].status}"
    else:
        matched.problems.append(f"{said(ruling)}找不到对应的填报行")


def _came_unread(ruling: Ruling, place: Place, rows: int, late: str) -> Came:
    """What came of a ruling on `rows` lines alike, one of which could not be read whole."""
    if ruling["kind"] != RulingKind.REJECT:
        return Effect.WAITING, f"《{ruling['title']}》填写有误，须由单位补正"
    if place.status == ReceiptStatus.LATE and late != "accept":
        verdict = CONSEQUENCES[late]
        effect = Effect.WAITING if verdict == Verdict.PENDING else Effect.NEEDLESS
        return effect, f"所在的来件 {place.path} {place.status}，{verdict}"
    return Effect.IN_FORCE, f"台账、标题、媒体、日期相同的{rows}行都按此不认定" if rows > 1 else ""
