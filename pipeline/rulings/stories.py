"""Which stories a title means, so that a ruling can say that two are one."""

from __future__ import annotations

import pandas as pd

from schemas.returned import normal


def names_of(row: dict[str, str]) -> tuple[str, str]:
    """What another ruling may call a row's story: its title, and the title with outlet and day where that is not enough.

    `row` has title, outlet_text and day (as 2026-08-05).
    """
    return row["title"], f"{row['title']}（{'，'.join(filter(None, (row['outlet_text'], row['day'])))}）"


class Stories:
    """The stories of a period (`records.Facts`) by what they may be called."""

    def __init__(self, facts: pd.DataFrame) -> None:
        self.of_row: dict[int, str] = dict(zip(facts["row_id"], facts["story"], strict=True))
        self._called: dict[tuple[str, str], set[str]] = {}
        for row in facts.assign(day=facts["day"].dt.strftime("%Y-%m-%d")).to_dict("records"):
            for name in names_of({"title": row["title"], "outlet_text": row["outlet_text"], "day": row["day"]}):
                self._called.setdefault((row["unit_code"], normal(name)), set()).add(row["story"])

    def called(self, unit: str, text: str) -> set[str]:
        """The stories of a unit that a text means; another unit's begin with its code and a colon: B01：标题."""
        own = self._called.get((unit, normal(text)), set())
        code, colon, rest = text.replace(":", "：").partition("：")
        other = self._called.get((code.strip(), normal(rest)), set()) if colon else set()
        return own | other
