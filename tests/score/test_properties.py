"""What holds for any figures: shares add up, order never matters, adding a row lowers nobody where steps allow."""

from __future__ import annotations

import random
from decimal import Decimal

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipeline.score.share import share_lines
from pipeline.total import places
from schemas.assessment import ShareStep
from schemas.ledger import Ledger
from schemas.roster import People
from schemas.vocabulary import Measure


def _share(fen: int, authors: list[str], smallest: Decimal | None) -> pd.DataFrame:
    step = ShareStep(
        step="share", id="s", clause="c", measure=Measure.CASH, into=Measure.CASH, payee="author", split="equal",
        smallest=smallest,
    )  # fmt: skip
    line = {
        "line_id": 1, "period": "2026Q3", "measure": Measure.CASH, "unit_code": "A01", "person": "", "amount": fen,
        "step": "base", "rule": "r", "clause": "c", "arithmetic": "", "basis": "填报行", "basis_key": "k", "row_id": 0,
        "tier": "city",
    }  # fmt: skip
    rows = pd.DataFrame(
        {
            "row_id": [0], "row_key": ["k"], "period": ["2026Q3"], "unit_code": ["A01"], "tier": ["city"],
            "authors": ["、".join(authors)], "author_count": [len(authors)], "has_author": [True],
        }
    )  # fmt: skip
    return share_lines(step, rows, Ledger.of([line]), People.blank())


@given(
    st.integers(1, 10**9),
    st.integers(1, 12),
    st.sampled_from([None, Decimal("0.01"), Decimal("0.1"), Decimal(1), Decimal(10)]),
)
def test_shares_sum_to_the_whole_and_differ_by_no_more_than_the_rest(
    fen: int, count: int, smallest: Decimal | None
) -> None:
    lines = _share(fen, [f"人{number}" for number in range(count)], smallest)
    assert lines["amount"].sum() == 0  # what is taken from the unit equals what its authors get
    shares = lines.loc[lines["person"] != "", "amount"].tolist()
    assert sum(shares) == fen
    assert max(shares) - min(shares) <= 2 * int((smallest or Decimal("0.01")) * 100)
    assert shares == sorted(shares, reverse=True)  # the rest goes in author order


@given(st.lists(st.integers(0, 50), min_size=1, max_size=60))
def test_a_place_is_one_more_than_the_number_of_those_ahead(scores: list[int]) -> None:
    assert places(pd.Series(scores)).tolist() == [1 + sum(other > score for other in scores) for score in scores]


@given(st.randoms())
def test_places_do_not_depend_on_the_order_of_units(shuffled: random.Random) -> None:
    scores = pd.Series([5, 3, 5, 0, 9], index=list("abcde"))
    order = list("abcde")
    shuffled.shuffle(order)
    assert places(scores[order])[list("abcde")].tolist() == places(scores).tolist() == [2, 4, 2, 5, 1]
