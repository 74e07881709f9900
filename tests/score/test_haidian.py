"""Plan HD, each figure worked by hand beside it. Where the clause can be read two ways, the test names its reading.

District 5 in full, 2 merged (HD3); city 20 and 10 (HD4); national 40 and 20 (HD5); 1 for each item sent in (HD2);
instructions 50, 40, 30 (HD7); one item in several places counts where it earned most (HD6, HD7).
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from schemas.vocabulary import Measure
from tests.score.case import Place, Scored, adoption, decided, scored, submission

PLACE = Place(
    units={"A01": "重点工委", "B01": "非重点单位"},
    outlets={
        "区报": ("district", "报纸"), "市报": ("city", "报纸"), "市内参": ("city", "内部刊物"), "国报": ("national", "报纸"),
    },
    people={"P1": ("张三", "A01", ""), "P2": ("李四", "A01", "")},
)  # fmt: skip
POINTS, PERSON = Measure.UNIT_POINTS, Measure.PERSON_POINTS
IN_DISTRICT = adoption(outlet_text="区报")
MERGED_IN_CITY = adoption(method="综合", published_on=date(2026, 8, 9))


def run(*rows: dict[str, object], **readings: object) -> Scored:
    return scored(decided("haidian-civilization", **readings), list(rows), PLACE)


@pytest.mark.parametrize(
    ("outlet", "method", "thousandths"),
    [
        ("区报", "全文", 5_000),
        ("区报", "综合", 2_000),
        ("市报", "全文", 20_000),
        ("市报", "综合", 10_000),
        ("国报", "全文", 40_000),
        ("国报", "综合", 20_000),
    ],
)
def test_an_adoption_earns_the_points_of_its_tier_and_method(outlet: str, method: str, thousandths: int) -> None:
    assert run(adoption(outlet_text=outlet, method=method)).of(POINTS) == thousandths


def test_one_item_in_the_district_in_full_and_merged_in_the_city_counts_the_city_only() -> None:
    # sent in 1, district 5, city merged 10; HD6 keeps 10: −5; reading once: the 1 is not counted beside it
    result = run(submission(), IN_DISTRICT, MERGED_IN_CITY, steps__submission_beside_adoption__policy="once")
    assert result.of(POINTS) == 10_000
    assert "同一稿件只计最高：本篇5分，已按《市报》计，减5分" in result.arithmetic


def test_the_same_item_earns_one_more_where_the_office_decided_that_sending_in_adds() -> None:
    # 10 + 1
    result = run(submission(), IN_DISTRICT, MERGED_IN_CITY, steps__submission_beside_adoption__policy="added")
    assert result.of(POINTS) == 11_000


def test_items_sent_in_and_never_adopted_earn_one_point_each() -> None:
    # three different items: 1 + 1 + 1
    rows = [submission(title=f"第{n}篇") for n in range(3)]
    result = run(*rows)
    assert (result.of(POINTS), result.of(Measure.SUBMITTED)) == (3_000, 3)


def test_an_item_sent_in_gives_way_only_to_its_own_adoption() -> None:
    # item A: district 5, its 1 gives way; item B: 1
    assert run(submission(), submission(title="稿件乙"), IN_DISTRICT).of(POINTS) == 6_000


def test_a_number_links_an_item_to_its_adoption_under_another_title() -> None:
    # 5, and the 1 gives way although the paper changed the title
    rows = [submission(story_no="7"), adoption(title="报纸改的标题", story_no="7", outlet_text="区报")]
    assert run(*rows).of(POINTS) == 5_000


def test_instructions_at_three_levels_count_the_highest_once() -> None:
    # 50, 40 and 30 for one item: 50
    rows = [
        adoption(method="批示", instruction_level=level, outlet_text="市内参") for level in ("区级", "首都级", "市级")
    ]
    rows = [{**row, "published_on": date(2026, 8, n + 1)} for n, row in enumerate(rows)]
    assert run(*rows).of(POINTS) == 50_000


def test_an_instruction_adds_to_the_adoption_where_the_office_decided_so() -> None:
    # city in full 20 + instruction of a district leader 30
    rows = [adoption(), adoption(method="批示", instruction_level="区级", outlet_text="市内参")]
    assert run(*rows, steps__instruction_beside_adoption__policy="added").of(POINTS) == 50_000


def test_an_instruction_takes_the_place_of_a_lower_adoption_where_the_office_decided_so() -> None:
    # the higher of 20 and 30
    rows = [adoption(), adoption(method="批示", instruction_level="区级", outlet_text="市内参")]
    assert run(*rows, steps__instruction_beside_adoption__policy="instead").of(POINTS) == 30_000


def test_units_outside_the_key_network_earn_by_the_same_standard() -> None:
    # HD8: 5 for B01 as for A01
    result = run(IN_DISTRICT, adoption(outlet_text="区报", title="稿件乙", unit_code="B01"))
    assert (result.of(POINTS, "A01"), result.of(POINTS, "B01")) == (5_000, 5_000)


def test_only_key_units_owe_two_items_a_week_and_only_whole_weeks_are_owed_by_the_whole_reading() -> None:
    # 2026Q3 is 1 July (a Wednesday) to 30 September (a Wednesday): whole weeks from 6 July to 27 September, 12 of them
    rows = [
        submission(title="一", submitted_at=datetime(2026, 7, 6, 8)),
        submission(title="二", submitted_at=datetime(2026, 7, 12, 23)),
    ]
    quotas = run(*rows, steps__weekly_submissions__edges="whole").work.quotas
    assert set(quotas["unit_code"]) == {"A01"}
    assert (len(quotas), quotas["done"].sum(), quotas["short"].sum()) == (12, 2, 22)  # one week kept, eleven short of 2
    first = quotas.iloc[0]
    assert (first["span"], first["done"], first["short"]) == ("7月6日至7月12日", 2, 0)  # Monday and Sunday are inside


def test_cut_weeks_at_the_edges_are_owed_in_full_by_the_cut_reading() -> None:
    # 29 June–5 July and 28 September–4 October too: 14 weeks × 2
    quotas = run(submission(), steps__weekly_submissions__edges="cut").work.quotas
    assert (len(quotas), quotas["required"].sum()) == (14, 28)


def test_what_one_week_has_too_much_does_not_make_up_for_another() -> None:
    # five in one week: that week 0 short; the other eleven 2 short each
    rows = [submission(title=f"第{n}篇", submitted_at=datetime(2026, 7, 7, 9)) for n in range(5)]
    quotas = run(*rows).work.quotas
    assert (quotas["done"].sum(), quotas["short"].sum()) == (5, 22)


def test_without_a_register_of_submissions_the_quota_cannot_be_checked_and_is_not_called_short() -> None:
    quotas = scored(decided("haidian-civilization"), [IN_DISTRICT], PLACE, books=False).work.quotas
    assert not quotas["checkable"].any()
    assert set(quotas["note"]) == {"没有报送台账，无法核验"}
    assert quotas["short"].sum() == 0


def test_two_authors_share_the_points_of_an_item_by_the_equal_reading() -> None:
    # city merged 10 ÷ 2
    result = run(adoption(method="综合", authors="张三、李四"))
    assert result.by_person(PERSON) == {"P1": 5_000, "P2": 5_000}


def test_each_author_has_all_the_points_by_the_full_reading() -> None:
    result = run(adoption(method="综合", authors="张三、李四"), steps__person_points__split="full")
    assert result.by_person(PERSON) == {"P1": 10_000, "P2": 10_000}
    assert result.of(POINTS) == 10_000  # the unit's points are not doubled


def test_two_instructions_on_one_item_on_one_day_are_two_lines_and_the_higher_counts() -> None:
    # 30 and 50 on the same day: 50, whichever stands first
    lines = [adoption(method="批示", instruction_level=level, outlet_text="市内参") for level in ("区级", "首都级")]
    assert run(*lines).of(POINTS) == run(*reversed(lines)).of(POINTS) == 50_000
