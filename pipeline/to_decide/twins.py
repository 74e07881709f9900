"""Stories that may be one, in pairs: one title under several authors or units, or one number over several titles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from pipeline.file_names import Names, called_at, mailed_names
from pipeline.rulings.stories import Stories, names_of
from pipeline.run import Checked, Scored
from pipeline.to_decide.lines import Prepared, Record, number_of, records
from schemas.returned import normal
from schemas.vocabulary import Book, RulingKind, Verdict

ALL_PAIRS = 6
"""Of so many stories under one title every pair is asked for; of more, each with the first."""


def twin_lines(checked: Checked, scored: Scored | None) -> Iterator[Prepared]:
    """One line for each pair of rows that stand for two stories of one title, or for one story of two titles."""
    live = checked.facts
    if scored is not None:
        live = scored.settled[scored.settled["verdict"].isin([Verdict.ACCEPTED, Verdict.PENDING])]
    in_order = live.sort_values(["unit_code", "book", "sheet_row", "row_key"], kind="stable", ignore_index=True)
    names = dict(zip(checked.units["unit_code"], checked.units["name"], strict=True))
    ruled = set(checked.rulings.loc[checked.rulings["kind"] == RulingKind.SAME_STORY, "ruling_id"])
    stories, files = Stories(live), mailed_names(checked.receipts)
    for one, other in _same_title(in_order):
        yield _line(one, other, stories, names, files, "现按两篇计")
    for one, other in _same_number(in_order):
        if not ruled & {*one["ruling_ids"].split("、"), *other["ruling_ids"].split("、")}:
            yield _line(one, other, stories, names, files, "编号相同，现按一篇计；不是同一篇的，请单位改正编号")


def _same_title(rows: pd.DataFrame) -> Iterator[tuple[Record, Record]]:
    """The first rows of each two stories under one title."""
    titles = rows["title"].map(normal)
    firsts = rows[~rows.assign(title=titles).duplicated(["title", "story"])]
    # most titles stand for one story: they are left out before any row is made a record
    shared = firsts[firsts.groupby(titles)["story"].transform("size") > 1]
    for _, group in shared.groupby(titles, sort=True):
        stories = records(group)
        if len(stories) <= ALL_PAIRS:
            yield from combinations(stories, 2)
        else:
            yield from ((stories[0], other) for other in stories[1:])


def _same_number(rows: pd.DataFrame) -> Iterator[tuple[Record, Record]]:
    """The first row of a unit's number with those under it of another title and other authors."""
    numbered = rows[rows["story_no"] != ""]
    for _, group in numbered.groupby(["unit_code", numbered["story_no"].map(normal), "story"], sort=True):
        first, *others = records(group.drop_duplicates("title"))
        yield from ((first, other) for other in others if _signed(other) != _signed(first))


def _signed(row: Record) -> str:
    return "、".join(sorted(row["authors"].split("、")))


def _line(one: Record, other: Record, stories: Stories, names: dict[str, str], files: Names, now: str) -> Prepared:
    key = {name: one[name] for name in ("unit_code", "book", "title")}
    key |= {
        "outlet": _outlet(one),
        "published_on": one["day"].strftime("%Y-%m-%d"),
        "same_as": _called(one, other, stories),
    }
    cells = {**key, "ruling_id": number_of(RulingKind.SAME_STORY, *key.values()), "authors": one["authors"], "now": now}
    said = (
        names.get(other["unit_code"], ""),
        other["authors"],
        _outlet(other),
        other["day"].strftime("%Y-%m-%d"),
        called_at(other["path"], files),
    )
    cells |= {"unit_name": names.get(one["unit_code"], ""), "other": "，".join(filter(None, said))}
    return Prepared(cells, {"kind": (RulingKind.SAME_STORY,)})


def _outlet(row: Record) -> str:
    return str(row["outlet_text"]) if row["book"] == Book.ADOPTION else ""


def _called(one: Record, other: Record, stories: Stories) -> str:
    """What the ruling calls the other story: its title, with outlet and day where the title means more than these two."""
    day = other["day"].strftime("%Y-%m-%d")
    title, full = names_of({"title": other["title"], "outlet_text": _outlet(other), "day": day})
    before = "" if one["unit_code"] == other["unit_code"] else f"{other['unit_code']}："
    meant = stories.called(one["unit_code"], f"{before}{title}")
    return f"{before}{title if meant <= {one['story'], other['story']} else full}"
