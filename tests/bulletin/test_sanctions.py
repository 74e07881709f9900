"""Consequences without an amount: units in the prose, people in the annex alone, and every one of them printed."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from pipeline.bulletin.parts import loose_numbers
from pipeline.bulletin.sanctions import printed
from pipeline.bulletin.view import view
from pipeline.controls import sanction_controls
from schemas.ledger import Ledger
from schemas.vocabulary import Basis, Measure
from tests.bulletin.made_up import figures, rules
from tests.plans.test_quarters import bulletin_text

SELF_CRITICISM = "周报送任务差1条：作出书面检查"


def ledger(*who: tuple[str, str]) -> pd.DataFrame:
    """A consequence for each (unit, person)."""
    return Ledger.of(
        {
            "line_id": n, "period": "2026Q3", "measure": Measure.SANCTIONS, "unit_code": unit, "person": person, "amount": 1,
            "account": "check", "step": "sanction", "rule": "check", "clause": "LQ9", "arithmetic": SELF_CRITICISM,
            "basis": Basis.QUOTA, "basis_key": "q", "row_id": -1, "tier": "",
        }
        for n, (unit, person) in enumerate(who, 1)
    )  # fmt: skip


def said(lines: pd.DataFrame, heading: str = "问题") -> str:
    sections = [one for one in view(figures(ledger=lines)).sections if heading in one.heading]
    return "\n".join(str(paragraph) for section in sections for paragraph in section.paragraphs)


def person(number: int) -> dict[str, Any]:
    return dict(figures().people.iloc[number])


def test_units_are_named_people_only_counted_and_the_annex_says_why() -> None:
    one, names = person(0), dict(figures().units[["unit_code", "name"]].values.tolist())
    lines = ledger(("U02", ""), ("U01", ""), ("U01", ""), (one["unit_code"], one["person"]))
    assert f"按《办法》应作处理的：{names['U01']}、{names['U02']}等2个单位；个人1人（见附件" in said(lines)
    assert one["name"] not in said(lines)
    text = bulletin_text(view(figures(ledger=lines)))
    assert f"{names['U02']} | （单位） | {SELF_CRITICISM} | LQ9 | 1" in text
    assert f"| {one['name']} | {SELF_CRITICISM} | LQ9 | 1" in text
    assert "合计 |  |  |  | 4" in text


def test_every_number_said_of_them_is_in_the_view() -> None:
    one = person(0)
    assert loose_numbers(view(figures(ledger=ledger(("U01", ""), (one["unit_code"], one["person"]))))) == []


def test_without_any_nothing_is_said_and_no_annex_made() -> None:
    assert "应作处理" not in said(Ledger.blank())
    assert "处理事项" not in bulletin_text(view(figures()))


@pytest.mark.parametrize("number", [0, 3])
def test_what_is_printed_is_held_against_the_ledger(number: int) -> None:
    lines = ledger(*[("U01", "")] * number)
    shown = printed(view(figures(ledger=lines)))
    assert shown == number
    found = sanction_controls(lines, rules()[0], shown)
    assert [one["difference"] for one in found] == [0] * bool(number)


def test_one_that_is_not_printed_breaks_the_control() -> None:
    assert sanction_controls(ledger(("U01", "")), rules()[0], 0)[0]["difference"] == 1
