"""What rows say of themselves: unit, book, title, outlet and day. Rulings are keyed by it, never by file or line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.cells.dates import parse_moment
from pipeline.cells.parse import clean
from pipeline.period import Period
from schemas.returned import normal
from schemas.vocabulary import Book, ReceiptStatus

Key = tuple[str, str, str, str, str]
Ruling = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A row of any file that came: its number, and what became of its file."""

    row_id: int
    status: str
    path: str


@dataclass(frozen=True)
class Content:
    """Where everything that came stands: by key, and by the outlet it names (normal form)."""

    places: Mapping[Key, list[Place]]
    outlets: Mapping[str, list[Place]]

    def of(self, ruling: Mapping[str, str]) -> list[Place]:
        """The rows of any file that a ruling may mean."""
        return self.places.get(key_of(ruling), [])

    def on_any_day(self, ruling: Mapping[str, str]) -> list[Place]:
        """The same, whatever day they have."""
        about = key_of(ruling)[:-1]
        return [place for key, places in self.places.items() if key[:-1] == about for place in places]


def key_of(ruling: Mapping[str, str]) -> Key:
    """What a ruling says of its row."""
    title, outlet = normal(ruling["title"]), normal(ruling["outlet"])
    return ruling["unit_code"], ruling["book"], title, outlet, normal(ruling["published_on"])


def day_as_keyed(text: str, period: Period) -> str:
    """A date cell as 2026-08-05 where it can be read, else as it stands there."""
    parsed = parse_moment(text, period.start, period.end).value
    return parsed.date().isoformat() if parsed else clean(text)


def content_of(returned: pd.DataFrame, receipts: pd.DataFrame, outlets: pd.DataFrame, period: Period) -> Content:
    """Every filled line of every file by its key, with the outlet as typed and as the roster calls it."""
    of_file = receipts.set_index("path")[["unit_code", "status"]].to_dict("index")
    called = _roster_names(outlets)
    places: dict[Key, list[Place]] = {}
    for row in returned[returned["filler"] == ""].to_dict("records"):
        receipt = of_file[row["path"]]
        day = row["published_on"] if row["book"] == Book.ADOPTION else row["submitted_at"]
        typed = normal(row["outlet_text"])
        for outlet in {typed, called.get(typed, typed)}:
            key = (receipt["unit_code"], row["book"], normal(row["title"]), outlet, normal(day_as_keyed(day, period)))
            places.setdefault(key, []).append(Place(row["row_id"], receipt["status"], row["path"]))
    by_outlet: dict[str, list[Place]] = {}
    for (_, _, _, outlet, _), found in places.items():
        by_outlet.setdefault(outlet, []).extend(found)
    return Content(places, by_outlet)


def rows_by_content(facts: pd.DataFrame) -> dict[Key, list[int]]:
    """The rows that could be read whole (`records.Facts`), by their key: row_id."""
    rows: dict[Key, list[int]] = {}
    for row in facts.to_dict("records"):
        day = row["day"].strftime("%Y-%m-%d")
        for outlet in {normal(row["outlet"]), normal(row["outlet_text"])}:
            key = (row["unit_code"], row["book"], normal(row["title"]), outlet, day)
            rows.setdefault(key, []).append(row["row_id"])
    return rows


def _roster_names(outlets: pd.DataFrame) -> dict[str, str]:
    """Normal form of every name and alias → normal form of the name."""
    return {
        normal(spelling): normal(outlet["name"])
        for outlet in outlets.to_dict("records")
        for spelling in [outlet["name"], *outlet["aliases"].split("、")]
        if normal(spelling)
    }


def counted_no_more(places: list[Place]) -> bool:
    """Whether all of these rows stand in files that were set aside for others."""
    return all(place.status in (ReceiptStatus.SUPERSEDED, ReceiptStatus.DUPLICATE) for place in places)
