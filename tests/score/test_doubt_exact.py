"""What keeps a duty from being checked: which periods are looked at, and for which days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipeline.score.doubt import doubt, may_change, rests_on
from pipeline.score.work import Came, Past, Work
from pipeline.spans import Span
from schemas.assessment import Assessment
from schemas.duties import QuotaStep
from schemas.ledger import Ledger
from schemas.records import Settled
from schemas.vocabulary import Book
from tests.score.case import period, scored
from tests.score.examples import TOWN
from tests.score.test_engine import base, plan, quota

CUT = {
    "clause": "T1", "due": {"month_of_period": 3, "day": 20}, "window": "cutoff",
    "late": {"then": "void", "clause": "T1"},
}  # fmt: skip
"""The third quarter is 21 June to 20 September, the second 21 March to 20 June."""
SENT = Came(frozenset({"A01"}), books=frozenset({("A01", Book.ADOPTION), ("A01", Book.SUBMISSION)}))
NO_REGISTER = Came(frozenset({"A01"}), books=frozenset({("A01", Book.ADOPTION)}))
SILENT = Came()
WAITS = Came(unsure=frozenset({"A01"}))
JUNE = Span("6月", date(2026, 6, 1), date(2026, 6, 30))
JULY = Span("7月", date(2026, 7, 1), date(2026, 7, 31))
FIRST_DAYS = Span("首日起", date(2026, 6, 21), date(2026, 6, 30))
YEAR = Span("全年", date.min, date(2026, 9, 20))
RATE = [{"label": "采用率", "required": {"share": "0.5", "of": "submitted"}}]
EVEN = [{"label": "均衡", "required": {"share": "0.5", "of": "even"}}]


def rules(**duty: Any) -> Assessment:
    return plan(base(), quota(unreported="unverifiable", **duty), calendar=CUT)


def duty(asked: Assessment) -> QuotaStep:
    step = asked.steps[1]
    assert isinstance(step, QuotaStep)
    return step


def work(asked: Assessment, now: Came = SENT, **earlier: Came) -> Work:
    """The third quarter, and what came in each earlier one, oldest first."""
    pasts = tuple(Past(period(asked, name), Settled.blank(), Ledger.blank(), came) for name, came in earlier.items())
    return replace(scored(asked, [], TOWN).work, came=now, earlier=pasts)


def why(span: Span, now: Came = SENT, short: bool = True, earlier: dict[str, Came] | None = None, **more: Any) -> str:
    asked = rules(**more)
    step = duty(asked)
    return doubt(step, step.targets[0], "A01", short, work(asked, now, **(earlier or {})), span)


MONTHS = {"period": "month", "edges": "ended"}


@pytest.mark.parametrize(
    ("span", "earlier", "said"),
    [
        (JUNE, {}, "往期资料不全，无法核验"),
        (JUNE, {"2026Q2": SENT}, ""),
        (JUNE, {"2026Q2": SILENT}, "往期没有报表，无法核验"),
        (JUNE, {"2026Q2": WAITS}, "往期来件待经办处理，尚不能核验"),
        (JUNE, {"2026Q1": SILENT, "2026Q2": SENT}, ""),  # only the quarter in which it began
        (JULY, {"2026Q2": SILENT}, ""),
        (FIRST_DAYS, {}, ""),
        (FIRST_DAYS, {"2026Q2": SILENT}, ""),
        (Span("3月下旬起", date(2026, 3, 21), date(2026, 6, 30)), {"2026Q2": SENT}, ""),
        (Span("3月中旬起", date(2026, 3, 20), date(2026, 6, 30)), {"2026Q2": SENT}, "往期资料不全，无法核验"),
    ],
)
def test_a_month_begun_in_the_period_before_needs_that_period_and_no_other_does(
    span: Span, earlier: dict[str, Came], said: str
) -> None:
    assert why(span, earlier=earlier, **MONTHS) == said


def test_what_is_done_in_full_needs_no_earlier_period() -> None:
    assert why(JUNE, short=False, earlier={"2026Q2": SILENT}, **MONTHS) == ""
    assert why(JUNE, now=SILENT, short=False, **MONTHS) == "没有报表，无法核验"


@pytest.mark.parametrize("silent", ["2026Q1", "2026Q2"])
def test_a_duty_of_the_year_needs_every_period_of_it(silent: str) -> None:
    earlier = {"2026Q1": SENT, "2026Q2": SENT, silent: SILENT}
    assert why(YEAR, earlier=earlier, period="year") == "往期没有报表，无法核验"
    assert why(YEAR, earlier={"2025Q4": SILENT, "2026Q1": SENT, "2026Q2": SENT}, period="year") == ""


def test_a_duty_of_the_year_begins_with_the_year_whatever_is_said_of_weeks_that_are_cut() -> None:
    assert why(YEAR, earlier={"2026Q1": SENT, "2026Q2": SENT}, period="year", edges="ended") == ""


def test_a_rate_needs_the_register_of_every_period_even_where_enough_is_done() -> None:
    more: dict[str, Any] = {"period": "year", "targets": RATE}
    assert (
        why(YEAR, short=False, earlier={"2026Q1": NO_REGISTER, "2026Q2": SENT}, **more) == "往期没有报送台账，无法核验"
    )
    assert why(YEAR, now=NO_REGISTER, **more) == "没有报送台账，无法核验"
    assert why(YEAR, short=False, earlier={"2026Q1": SENT, "2026Q2": SENT}, **more) == ""


def test_an_even_pace_of_adoptions_needs_no_register() -> None:
    assert why(JULY, now=NO_REGISTER, period="month", targets=EVEN) == ""


def test_what_the_office_owes_of_the_year_needs_the_register_of_every_period() -> None:
    more: dict[str, Any] = {"period": "year", "scope": "office", "book": "报送台账"}
    assert why(YEAR, earlier={"2026Q1": NO_REGISTER}, **more) == "往期没有报送台账，无法核验"
    assert why(YEAR, earlier={"2026Q1": NO_REGISTER}, short=False, **more) == ""
    assert (
        why(YEAR, earlier={"2026Q1": SILENT}, period="year", scope="office") == ""
    )  # adoptions that came are all there are


@pytest.mark.parametrize(
    ("books", "said"),
    [
        (set(), "没有报送台账，无法核验"),
        ({("A01", Book.ADOPTION)}, "没有报送台账，无法核验"),
        ({("A01", Book.ADOPTION), ("B01", Book.SUBMISSION)}, ""),
    ],
)
def test_what_the_office_owes_is_checked_once_any_unit_has_sent_the_book(
    books: set[tuple[str, str]], said: str
) -> None:
    assert why(JULY, now=Came(books=frozenset(books)), scope="office", book="报送台账") == said
    assert why(JULY, now=Came(books=frozenset(books)), scope="office") == ""


def test_the_offices_own_register_stands_for_units_that_sent_none_but_not_for_adoptions() -> None:
    registered = Came(register=True)
    assert why(JULY, now=registered, book="报送台账") == ""
    assert why(JULY, now=registered) == "没有报表，无法核验"


def test_a_rate_rests_on_the_rows_of_the_register_that_it_names() -> None:
    wanted = {"share": "0.5", "of": "submitted", "counts": {"origin": "原发"}}
    target = {
        "label": "采用率", "required": wanted, "counts": {"tier": "city"}, "measure": "采用篇数",
        "equivalents": [{"counts": {"genre": "简讯"}, "each": 2}],
    }  # fmt: skip
    step = duty(rules(targets=[target]))
    book, counted = rests_on(step, step.targets[0])
    assert (book.book, counted.counts.root, counted.measure, counted.equivalents) == (
        Book.SUBMISSION,
        {"origin": "原发"},
        None,
        [],
    )


def test_what_waits_leaves_a_rate_open_even_where_enough_is_done_and_never_what_the_office_enters() -> None:
    unread = Came(frozenset({"A01"}), unread=frozenset({("A01", Book.SUBMISSION)}))
    entered = [{"label": "名单", "entries": "名单报送", "required": 1}]

    def opened(unit: str, short: bool, **more: Any) -> bool:
        asked = rules(**more)
        step = duty(asked)
        return may_change(step, step.targets[0], unit, short, work(asked, unread), JULY)

    assert opened("A01", short=False, targets=RATE)
    assert not opened("B01", short=True, targets=RATE)
    assert not opened("A01", short=False, book="报送台账")
    assert opened("A01", short=True, book="报送台账")
    assert not opened("A01", short=True, book="报送台账", targets=entered)


def test_a_row_that_waited_before_the_last_period_leaves_no_month_open() -> None:
    asked = rules(**MONTHS)
    step, unread = duty(asked), Came(frozenset({"A01"}), unread=frozenset({("A01", Book.ADOPTION)}))

    def opened(span: Span, **earlier: Came) -> bool:
        return may_change(step, step.targets[0], "A01", True, work(asked, SENT, **earlier), span)

    assert opened(JUNE, **{"2026Q2": unread})
    assert not opened(JULY, **{"2026Q2": unread})
    assert not opened(JUNE, **{"2026Q1": unread, "2026Q2": SENT})
