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
from schemas.vocabulary import Effect, ReceiptStatus, RulingKind

Came = tuple[Effect, str]
"""What came of a ruling, and why in a few words."""


@dataclass(frozen=True)
class Matched:
    """Rulings with the rows they are about."""

    verdicts: dict[int, Ruling] = field(default_factory=dict)
    """row_id → the ruling that lets it in or turns it down."""
    turned_down: dict[int, Ruling] = field(default_factory=dict)
    """The same for rows that could not be read whole."""
    facts: list[tuple[int, Ruling]] = field(default_factory=list)
    """Facts that rules may test, as (row_id, ruling)."""
    stories: list[tuple[str, str, Ruling]] = field(default_factory=list)
    """Pairs of stories that are one."""
    came: dict[str, Came] = field(default_factory=dict)
    """Number of a ruling → what came of it, where that is clear before rows are judged."""
    problems: list[str] = field(default_factory=list)


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
        elif found := rows.get(key_of(named), []):
            _apply(named, found, matched, stories)
        else:
            _without_row(named, content.of(named), matched)
    return matched


def said(ruling: Mapping[str, str]) -> str:
    """A ruling as it is called in messages."""
    return f"认定 {ruling['ruling_id']}（{ruling['unit_code']}《{ruling['title']}》）"


def _apply(ruling: Ruling, rows: Iterable[int], matched: Matched, stories: Stories) -> None:
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


def _without_row(ruling: Ruling, places: list[Place], matched: Matched) -> None:
    """A ruling that fits no row that could be read whole: its row waits, or stands in a file that counts no more."""
    unread = [place for place in places if place.status in (ReceiptStatus.COUNTED, ReceiptStatus.LATE)]
    number = ruling["ruling_id"]
    if unread and ruling["kind"] == RulingKind.REJECT:
        for place in unread:
            _decide(ruling, place.row_id, matched.turned_down, matched)
        matched.came.setdefault(number, (Effect.IN_FORCE, ""))
    elif unread:
        matched.problems.append(f"{said(ruling)}不能生效：这一行填写有误，须由单位补正，或者认定为“不认定”")
    elif places and counted_no_more(places):
        matched.came[number] = Effect.LAPSED, f"所认定的行在 {places[0].path} 中，该件{places[0].status}"
    elif places:
        matched.came[number] = Effect.WAITING, f"所在的来件 {places[0].path} {places[0].status}"
    else:
        matched.problems.append(f"{said(ruling)}找不到对应的填报行")
