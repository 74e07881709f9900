from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.bulletin.parts import Paragraph
from pipeline.bulletin.words import (
    Count,
    Fen,
    Points,
    Quoted,
    Share,
    change,
    clean,
    grouped,
    ordinal,
    shares,
)


def test_points_lose_needless_decimals() -> None:
    assert [Points(n).text for n in (12500, 12000, 0, 333, -1500)] == ["12.5", "12", "0", "0.333", "-1.5"]


def test_yuan_in_prose_and_in_tables() -> None:
    assert [Fen(n).text for n in (125000, 125050, -5)] == ["1250", "1250.50", "-0.05"]
    assert [Fen(n).cell for n in (125000, -123456789, 0)] == ["1,250.00", "-1,234,567.89", "0.00"]


COUNTS = st.lists(st.integers(0, 10**6) | st.integers(0, 12), min_size=1, max_size=8).filter(any)


@given(COUNTS)
def test_shares_add_to_100_each_its_exact_part_rounded_up_or_down_and_a_larger_count_never_has_less(
    counts: list[int],
) -> None:
    found = shares(counts)
    assert sum(found) == 1000
    assert all(abs(share - 1000 * count / sum(counts)) < 1 for count, share in zip(counts, found, strict=True))
    in_order = sorted(zip(counts, found, strict=True))
    assert [share for _, share in in_order] == sorted(found)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([5, 5, 1], ["45.5%", "45.5%", "9.0%"]),  # not 45.5, 45.4 and 9.1
        ([1, 2, 1, 7], ["9.1%", "18.2%", "9.1%", "63.6%"]),
        ([7, 3, 1], ["63.6%", "27.3%", "9.1%"]),
        ([1, 1, 1], ["33.4%", "33.3%", "33.3%"]),  # no three equal shares add to 100.0: the first takes the rest
        ([1, 3, 1, 1], ["16.7%", "50.0%", "16.7%", "16.6%"]),  # nor do these, and a half stays a half
        ([0, 4], ["0.0%", "100.0%"]),
    ],
)
def test_equal_counts_have_equal_shares_wherever_these_can_add_to_100(counts: list[int], said: list[str]) -> None:
    assert [share.text for share in shares(counts)] == said


def test_change_is_rounded_half_up_and_unknown_from_nothing() -> None:
    assert change(1005, 1000) == Share(5)
    assert change(2, 3) == Share(333)
    assert change(5, 0) is None


def test_neighbours_with_equal_figures_stand_together() -> None:
    entries = [("甲", Count(2)), ("乙", Count(2)), ("丙", Count(1))]
    assert [(group.names, group.figure.text) for group in grouped(entries)] == [(("甲", "乙"), "2"), (("丙",), "1")]


def test_section_numbers_in_chinese() -> None:
    assert [ordinal(n) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]


def test_unseen_characters_are_dropped_and_rare_ones_kept() -> None:
    assert clean("王\u202e\u200b𬭎\n堃\x07 \ue123") == "王𬭎 堃 \ue123"


def test_marks_in_a_quoted_text_cannot_pass_for_a_counted_number() -> None:
    paragraph = Paragraph.of(f"{Quoted(f'{Count(7)}')}")
    assert [(run.text, run.kind) for run in paragraph.runs] == [("7", "quoted")]
