"""The lines of each sheet of 《待认定》: what waits and can be ruled, and the evidence for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.admit.claim import TAKEABLE
from pipeline.facts import RULED
from pipeline.file_names import Names, called_at, in_words, mailed_names
from pipeline.rulings.content import day_as_keyed
from pipeline.run import Checked, Scored
from schemas.assessment import Assessment
from schemas.returned import normal
from schemas.roster import STRANGER
from schemas.vocabulary import Book, Reason, ReceiptStatus, RulingKind, Verdict

MOST_CHANGES = 6
"""How many differences of a correction the sheet shows; all are in the CSV beside it."""
LONGEST_TEXT = 200
Record = dict[str, Any]


@dataclass(frozen=True)
class Prepared:
    """One line: its cells by key, and for a cell the words it may be filled with where the line has its own."""

    cells: dict[str, str | int]
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)


def number_of(*key: str) -> str:
    """A ruling's number that follows from what it is about, so that it stays the same from run to run."""
    return f"认-{hashlib.sha256('|'.join(map(normal, key)).encode()).hexdigest()[:8]}"


def records(table: pd.DataFrame) -> list[Record]:
    """The rows of a table as records."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def once(lines: Iterable[Prepared]) -> list[Prepared]:
    """Lines about the same content are one: a ruling on it is about all of them; it offers what holds for each."""
    found: dict[str | int, Prepared] = {}
    for line in lines:
        first = found.setdefault(line.cells["ruling_id"], line)
        if first is not line:
            origins = {name: f"{first.cells[name]}；{line.cells[name]}" for name in ("origin",) if name in line.cells}
            both = {
                key: tuple(word for word in words if word in line.choices[key]) for key, words in first.choices.items()
            }
            found[line.cells["ruling_id"]] = Prepared({**first.cells, **origins}, both)
    return list(found.values())


def pending_lines(checked: Checked, scored: Scored | None, assessment: Assessment) -> Iterator[Prepared]:
    """Rows that wait and that a ruling can settle; before rows are judged, those that could not be read."""
    of_file = checked.receipts.set_index("path")["unit_code"]
    names = dict(zip(checked.units["unit_code"], checked.units["name"], strict=True))
    settled = {row["row_id"]: row for row in records(scored.settled)} if scored else {}
    reasons, files = _reasons(checked, scored), mailed_names(checked.receipts)
    for raw in records(checked.reading.rows[checked.reading.rows["row_id"].isin(list(reasons))]):
        if not normal(raw["title"]):
            continue  # nothing to know it by: the unit must mend it
        unit, judged = of_file[raw["path"]], settled.get(raw["row_id"])
        outlet = raw["outlet_text"] if raw["book"] == Book.ADOPTION else ""
        key = {
            "unit_code": unit,
            "book": raw["book"],
            "title": raw["title"],
            "outlet": outlet,
            "published_on": _day(raw, judged, checked),
        }
        cells = {
            **key,
            "ruling_id": number_of(*key.values()),
            "unit_name": names.get(unit, ""),
            "why": reasons[raw["row_id"]],
        }
        yield Prepared({**cells, **_evidence(raw, files)}, {"kind": _kinds(judged, assessment)})


def _reasons(checked: Checked, scored: Scored | None) -> dict[int, str]:
    """Why each row waits that is not decided together with its file."""
    if scored is None:
        return checked.waiting
    with_file = scored.rows["reason_code"].isin([Reason.FILE_HELD, Reason.LATE])
    waits = scored.rows[(scored.rows["verdict"] == Verdict.PENDING) & ~with_file]
    return dict(zip(waits["row_id"], waits["reason"], strict=True))


def _day(raw: Record, judged: Record | None, checked: Checked) -> str:
    if judged:
        return str(judged["day"].strftime("%Y-%m-%d"))
    return day_as_keyed(raw["published_on" if raw["book"] == Book.ADOPTION else "submitted_at"], checked.period)


def _kinds(judged: Record | None, assessment: Assessment) -> tuple[str, ...]:
    """What may be ruled of a row: one that cannot be read, graded or placed can only be turned down."""
    if judged is None or STRANGER in judged["units"] or (judged["book"] == Book.ADOPTION and not judged["tier"]):
        return (RulingKind.REJECT,)
    tested = {fact for _, where in assessment.conditions() for fact in where.root}
    return RulingKind.ACCEPT, RulingKind.REJECT, *(kind for kind, fact in RULED.items() if fact in tested)


def _evidence(raw: Record, files: Names) -> dict[str, str]:
    return {
        "authors": raw["authors"],
        "how": "、".join(filter(None, (raw["method"], raw["origin"]))),
        "evidence": " ".join(filter(None, (raw["evidence_kinds"], raw["evidence_no"], raw["url"]))),
        "origin": f"{called_at(raw['path'], files)} {raw['sheet']} 第{raw['sheet_row']}行",
    }


def file_lines(checked: Checked) -> Iterator[Prepared]:
    """Late returns, corrections that wait, and held files that the office may take in."""
    held = checked.findings[checked.findings["code"].isin(list(TAKEABLE))]["path"]
    names = mailed_names(checked.receipts)
    for receipt in records(checked.receipts):
        late = receipt["status"] == ReceiptStatus.LATE or receipt["path"] in checked.corrections
        takeable = receipt["status"] == ReceiptStatus.HELD and receipt["path"] in set(held)
        if late or takeable:
            correction = receipt["path"] in checked.corrections
            kind = RulingKind.TAKE_LATE if late else RulingKind.TAKE_HELD
            kinds = (kind, RulingKind.REFUSE_CORRECTION) if correction else (kind,)
            cells = {name: receipt[name] for name in ("unit_code", "unit_name", "received_at")}
            key = {"file": receipt["path"], "ruling_id": number_of(kind, receipt["path"], receipt["sha256"])}
            seen = {
                "name": names.get(receipt["path"], ""),
                "why": in_words(receipt["reason"], names),
                "changes": _changes(checked, receipt["path"]),
                "sha256": receipt["sha256"][:12],
            }
            yield Prepared({**key, **cells, **seen}, {"kind": kinds})


def _changes(checked: Checked, path: str) -> str:
    """The first differences of a correction, in words."""
    found = records(checked.differences[checked.differences["path"] == path])
    said = [
        f"{one['sheet']} {one['cell']} {one['column']}：“{_short(one['counted'])}”→“{_short(one['corrected'])}”"
        f"{'' if one['asked'] else '（没有要求补正）'}"
        for one in found[:MOST_CHANGES]
    ]
    return "\n".join([*said, *([f"……共{len(found)}处，见更正差异.csv"] if len(found) > MOST_CHANGES else [])])


def _short(text: str) -> str:
    """A cell takes so many characters and no more; the CSV has them all."""
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}……"


def outlet_lines(checked: Checked, scored: Scored | None) -> Iterator[Prepared]:
    """Outlets that the roster has not and rows wait for, those with most rows first."""
    rows = checked.facts if scored is None else scored.settled[scored.settled["verdict"] == Verdict.PENDING]
    unknown = rows[(rows["book"] == Book.ADOPTION) & (rows["tier"] == "")]
    groups = [
        (len(of), str(outlet), of) for outlet, of in unknown.groupby(unknown["outlet_text"].map(normal)) if outlet
    ]
    names = dict(zip(checked.units["unit_code"], checked.units["name"], strict=True))
    for number, outlet, of_outlet in sorted(groups, key=lambda group: (-group[0], group[1])):
        units = "、".join(names.get(unit, unit) for unit in dict.fromkeys(of_outlet["unit_code"]))
        first = of_outlet.iloc[0]
        cells = {"outlet": first["outlet_text"], "rows": number, "units": units, "titles": first["title"]}
        yield Prepared({**cells, "kind": RulingKind.GRADE, "ruling_id": number_of(RulingKind.GRADE, outlet)})


def listed(lines: Sequence[Prepared], key: str) -> tuple[str, ...]:
    """Every word that some line may have in a column, in order of appearance: for lines the officer adds."""
    return tuple(dict.fromkeys(word for line in lines for word in line.choices.get(key, ())))
