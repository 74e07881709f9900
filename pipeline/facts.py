"""facts: what rules may test on each row, known before any decision: outlet and tier, class, story, evidence, signatures."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.cells.names import name_key
from pipeline.cite import citing
from pipeline.conditions import mask
from pipeline.period import Period
from schemas.assessment import Definition
from schemas.records import Facts
from schemas.returned import normal
from schemas.roster import STRANGER, headcounts
from schemas.template import EVENTS
from schemas.vocabulary import Book, RulingKind, Verdict

RULED: dict[str, str] = {RulingKind.HEAVY_REWRITE: "heavy_rewrite", RulingKind.UNTRUE: "untrue"}
"""Kind of ruling → the fact it establishes."""


@dataclass(frozen=True)
class Ruled:
    """What the office ruled of outlets and files: normal form of an outlet → its facts on a row; path → rulings."""

    outlets: Mapping[str, Mapping[str, str | bool]] = field(default_factory=dict)
    files: Mapping[str, Iterable[str]] = field(default_factory=dict)


NOTHING_RULED = Ruled()


def facts(
    parsed: pd.DataFrame,
    units: pd.DataFrame,
    outlets: pd.DataFrame,
    people: pd.DataFrame,
    period: Period,
    ruled: Ruled = NOTHING_RULED,
) -> pd.DataFrame:
    """Add to each typed row (`records.Parsed`) what rules may test. No decision is needed for facts."""
    of_unit = units[["unit_code", "unit_class"]].assign(headcount=headcounts(units))
    known = parsed.merge(of_unit, on="unit_code", how="left", validate="many_to_one")
    known = _graded(_with_outlets(known, outlets), ruled)
    known["period"] = period.id
    known["units"] = pd.Series(all_units(known, units), index=known.index, dtype="str")
    known["unit_count"] = known["units"].str.count("、") + 1
    for column in ("authors", "reviewer"):
        known[column] = _known_names(known, people, column)
    known["story"] = _stories(known)
    known = _with_story(known)
    known["author_count"] = known["authors"].map(lambda names: len(names.split("、")) if names else 0)
    known["reviewer_count"] = known["reviewer"].map(lambda names: len(names.split("、")) if names else 0)
    known["has_author"] = known["author_count"] > 0
    known["has_reviewer"] = known["reviewer"] != ""
    known["has_evidence"] = (known["evidence_kinds"] != "") | (known["evidence_no"] != "")
    on_time = known["precleared_on"].notna() & (known["precleared_on"] <= known["published_on"])
    known["precleared"] = (known["channel"] != "直接投稿") | on_time
    known["in_time"] = known["due_at"].isna() | (known["submitted_at"] <= known["due_at"])
    return Facts.conform(known.assign(heavy_rewrite=False, untrue=False, meets=""))


def name_keys(people: pd.DataFrame) -> frozenset[str]:
    """The key of every name and alias on the roster."""
    spelled = [*people["name"], *(alias for aliases in people["aliases"] for alias in aliases.split("、"))]
    return frozenset(map(name_key, spelled)) - {""}


def all_units(rows: pd.DataFrame, units: pd.DataFrame) -> list[str]:
    """The codes of a row's own and its partner units in the order of codes; one not on the roster is STRANGER."""
    codes = {
        normal(spelling): unit["unit_code"]
        for unit in units.to_dict("records")
        for spelling in [*unit["aliases"].split("、"), unit["name"]]
        if normal(spelling)
    }

    def of_row(own: str, partners: str) -> str:
        others = {codes.get(normal(name), STRANGER) for name in filter(None, partners.split("、"))}
        return "、".join(sorted({own, *others}))

    return [of_row(own, partners) for own, partners in zip(rows["unit_code"], rows["partners"], strict=True)]


def with_rulings(
    rows: pd.DataFrame,
    ruled: Iterable[tuple[int, Mapping[str, Any]]],
    same: Iterable[tuple[str, str, Mapping[str, Any]]] = (),
) -> pd.DataFrame:
    """Set the facts that rulings establish; such a fact is true of the whole story.

    `ruled` is (row_id, ruling); `same` are pairs of stories that are one, each with the ruling that says so.
    """
    known = _with_one_story(rows, list(same))
    story = known.set_index("row_id")["story"]
    for row, ruling in ruled:
        of_story = known["story"] == story[row]
        known.loc[of_story, RULED[ruling["kind"]]] = True
        known.loc[of_story, "ruling_ids"] = citing(known.loc[of_story, "ruling_ids"], ruling["ruling_id"])
    return known


def _with_one_story(rows: pd.DataFrame, same: list[tuple[str, str, Mapping[str, Any]]]) -> pd.DataFrame:
    """The rows of stories that are one under the key of the first of them, and what follows from it."""
    if not same:
        return rows.copy()
    known = rows.copy()
    for one, other, ruling in same:
        both = known["story"].isin(set(known.loc[rows["story"].isin([one, other]), "story"]))
        known.loc[both, "story"] = min(known.loc[both, "story"])
        known.loc[both, "ruling_ids"] = citing(known.loc[both, "ruling_ids"], ruling["ruling_id"])
    return _with_story(known)


def with_definitions(rows: pd.DataFrame, definitions: Iterable[Definition]) -> pd.DataFrame:
    """Fill `meets` with the ids of the standards each row meets, in the order of the assessment."""
    met = [(one.id, (rows["book"] == one.book) & _any_of(rows, one)) for one in definitions]
    if not met:
        return rows
    columns = [which.map({True: name, False: ""}) for name, which in met]
    return rows.assign(meets=["、".join(filter(None, names)) for names in zip(*columns, strict=True)])


def among_accepted(settled: pd.DataFrame, definitions: Iterable[Definition]) -> pd.DataFrame:
    """`records.Settled` with what accepted rows say of their story counted over accepted rows alone.

    Verdicts are given on what was sent in; what is earned must not rest on a line that was turned down.
    """
    counts = (settled["verdict"] == Verdict.ACCEPTED) & (settled["book"] == Book.ADOPTION)
    by_story = settled[counts].groupby("story")
    own = settled["verdict"] == Verdict.ACCEPTED
    outlets = settled["story"].map(by_story["outlet"].nunique()).fillna(0).astype("int64")
    uses = settled["story"].map(by_story.size()).fillna(0).astype("int64")
    tiers = pd.Series(_looked_up(settled["story"], by_story["tier"].agg(_joined)), index=settled.index, dtype="str")
    known = settled.assign(
        outlets_of_story=settled["outlets_of_story"].where(~own, outlets),
        uses_of_story=settled["uses_of_story"].where(~own, uses),
        tiers_of_story=settled["tiers_of_story"].where(~own, tiers),
    )
    meets = with_definitions(known, definitions)["meets"]
    return known.assign(meets=known["meets"].where(~own, meets))


def _joined(tiers: pd.Series[str]) -> str:
    return "、".join(sorted(set(tiers) - {""}))


def resting_on_waiting(facts: pd.DataFrame, waiting: pd.DataFrame) -> frozenset[int]:
    """Adoptions (row_id) whose line in 报送台账 is there and could not be read yet: by the same number or title.

    `waiting` are the unread lines (`returned.ReturnedRows` with unit_code).
    """
    lines = waiting[waiting["book"] == Book.SUBMISSION]
    keys = {
        (unit, text)
        for unit, title, number in zip(lines["unit_code"], lines["title"], lines["story_no"], strict=True)
        for text in filter(None, (normal(title), f"#{normal(number)}" if normal(number) else ""))
    }
    unlinked = facts[(facts["book"] == Book.ADOPTION) & ~facts["registered"]]
    found = zip(unlinked["row_id"], unlinked["unit_code"], unlinked["title"], unlinked["story_no"], strict=True)
    return frozenset(
        int(row) for row, unit, title, number in found if {(unit, normal(title)), (unit, f"#{normal(number)}")} & keys
    )


def _any_of(rows: pd.DataFrame, definition: Definition) -> pd.Series[bool]:
    met = pd.Series(False, index=rows.index, dtype=bool)
    for where in definition.any_of:
        met |= mask(rows, where)
    return met


def _stories(rows: pd.DataFrame) -> pd.Series[str]:
    """One key per story of a unit, or of several together: by the unit's number for it, else by title and authors.

    A tip or a service to reporters is no story, whatever its title. A row without a number belongs to the numbered story of the same title and authors, if there is just one.
    """
    signed = rows["authors"].map(lambda names: "、".join(sorted(names.split("、"))))
    event = rows["matter"].isin(EVENTS)
    titled = rows["units"] + ":" + rows["title"].map(normal) + ":" + signed + (":" + rows["matter"]).where(event, "")
    numbers = rows["story_no"].map(normal).where((rows["unit_count"] == 1) & ~event, "")  # each unit has its own
    numbered = (rows["unit_code"] + "#" + numbers).where(numbers != "", "")
    of_title = numbered[numbered != ""].groupby(titled).agg(lambda keys: keys.iloc[0] if keys.nunique() == 1 else "")
    found = numbered.where(numbered != "", _looked_up(titled, of_title))
    return found.where(found != "", titled)


def _looked_up(keys: pd.Series[str], found: pd.Series[str]) -> list[str]:
    """What was found for each key; blank for one that is not there."""
    known = found.to_dict()
    return [str(known.get(key, "")) for key in keys]


def _with_story(rows: pd.DataFrame) -> pd.DataFrame:
    """What a row's story is elsewhere: in how many outlets, in which tiers, in 报送台账 and signed there."""
    adopted, submitted = rows["book"] == Book.ADOPTION, rows["book"] == Book.SUBMISSION
    by_story = rows[adopted].groupby("story")
    outlets = by_story["outlet_text"].agg(lambda texts: texts.map(normal).nunique())
    tiers = by_story["tier"].agg(_joined)
    known = rows.assign(
        outlets_of_story=rows["story"].map(outlets).fillna(0).astype("int64"),
        uses_of_story=rows["story"].map(by_story.size()).fillna(0).astype("int64"),
        tiers_of_story=_looked_up(rows["story"], tiers),
        registered=rows["story"].isin(rows.loc[submitted, "story"]),
    )
    for fact, column in (("head_signed", "head_signature"), ("leader_signed", "leader_signature")):
        signed = set(rows.loc[submitted & (rows[column] != ""), "story"])
        known[fact] = (rows[column] != "").where(submitted, rows["story"].isin(signed))
    return known


def _known_names(rows: pd.DataFrame, people: pd.DataFrame, column: str) -> list[str]:
    """Names in the order signed, each by the roster's name (an alias is the same person) and once only."""
    names = {
        (person["unit_code"], name_key(spelling)): person["name"]
        for person in people.to_dict("records")
        for spelling in [*person["aliases"].split("、"), person["name"]]
        if name_key(spelling)
    }

    def canonical(units: list[str], name: str) -> str:
        found = (names[unit, name_key(name)] for unit in units if (unit, name_key(name)) in names)
        return str(next(found, unicodedata.normalize("NFKC", name)))

    return [
        "、".join(dict.fromkeys(canonical([own, *units.split("、")], name) for name in names_of_row.split("、")))
        for own, units, names_of_row in zip(rows["unit_code"], rows["units"], rows[column], strict=True)
    ]


def _graded(rows: pd.DataFrame, ruled: Ruled) -> pd.DataFrame:
    """Rows of outlets that the roster has not on their day, as the office graded these; and what rows rest on so far."""
    cited = ["、".join(ruled.files.get(path, ())) for path in rows["path"]]
    known = rows.assign(ruling_ids=pd.Series(cited, index=rows.index, dtype="str"))
    written = known["outlet_text"].where(known["book"] == Book.ADOPTION, known["sent_to"]).map(normal)
    for outlet, grade in ruled.outlets.items():
        here = (written == outlet) & (known["outlet"] == "")
        for name, value in grade.items():
            known.loc[here, name] = citing(known.loc[here, name], str(value)) if name == "ruling_ids" else value
    return known


def _with_outlets(rows: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Match each outlet, or whom a line was sent to, by name or alias among those in force on the row's day."""
    spellings = [
        {"spelling": normal(spelling), "outlet": outlet["name"], "outlet_kind": outlet["kind"], **outlet}
        for outlet in outlets.to_dict("records")
        for spelling in dict.fromkeys([outlet["name"], *outlet["aliases"].split("、")])
        if normal(spelling)
    ]
    columns = ["spelling", "outlet", "outlet_kind", "tier", "in_targets", "in_cash", "from_date", "to_date"]
    book = pd.DataFrame(spellings, columns=columns, dtype="str")
    written = rows["outlet_text"].where(rows["book"] == Book.ADOPTION, rows["sent_to"])
    found = rows.assign(spelling=written.map(normal)).merge(book, on="spelling", how="left")
    day = found["day"].dt.strftime("%Y-%m-%d")
    in_force = (found["from_date"] <= day) & ((found["to_date"] == "") | (found["to_date"] >= day))
    found[columns[1:]] = found[columns[1:]].where(in_force.fillna(False), "")
    found = found.sort_values(["row_id", "outlet"], kind="stable")
    # two roster entries may share a spelling at different times (never at one, see office.py): keep the one in force
    found = found.groupby("row_id", sort=True).tail(1).reset_index(drop=True)
    found["in_targets"], found["in_cash"] = found["in_targets"] == "是", found["in_cash"] == "是"
    return found.drop(columns=["spelling", "from_date", "to_date"])
