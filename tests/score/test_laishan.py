"""Plan LS, each figure worked by hand beside it. Where the clause can be read two ways, the test names its reading.

City and above 50 (quantity 60 %, key manuscripts 40 %), district 50 (paper 30, web 10, television 10); province +5 and
central +10 an item (LS10); a special page is 3 key manuscripts and 4 items (LS11).
"""

from __future__ import annotations

from datetime import date

import pytest

from schemas.vocabulary import Measure
from tests.score.case import Place, Scored, adoption, decided, scored

PLACE = Place(
    units={"A01": "业务科室", "B01": "基层单位"},
    outlets={
        "区报": ("district", "报纸"), "区网": ("district", "网站"), "区台": ("district", "电视"),
        "市报": ("city", "报纸"), "市台": ("city", "电视"), "市电台": ("city", "广播"), "市网": ("city", "网站"),
        "省报": ("province", "报纸"), "央报": ("national", "报纸"), "名单外": ("city", "报纸"),
    },
    people={"P1": ("张三", "A01", ""), "P2": ("李四", "A01", "")},
)  # fmt: skip
POINTS = Measure.UNIT_POINTS
PAPER, WEB = "报样、复印件", "网页打印件、链接"
TASKS = {
    "all": "steps__tasks__targets__all__required__value",
    "city": "steps__tasks__targets__city__required__value",
    "key": "steps__tasks__targets__key__required__value",
    "district-paper": "steps__tasks__targets__district_paper__required__value",
    "district-web": "steps__tasks__targets__district_web__required__value",
    "district-tv": "steps__tasks__targets__district_tv__required__value",
}
READINGS = {
    "steps__base_score__parts": "of-fifty",
    "steps__base_score__cap": "capped",
    "steps__base_score__partial": "prorata",
    "steps__bonus_limit__limit": "added",
}


def item(n: int, outlet: str = "市报", **facts: object) -> dict[str, object]:
    usual = {"evidence_kinds": PAPER, "page": 3, "position": 2, "length": 500}
    return adoption(title=f"第{n}篇", outlet_text=outlet, published_on=date(2026, 8, 1 + n % 28), **{**usual, **facts})


def run(
    *rows: dict[str, object], owed: dict[str, int], entries: list[dict[str, str]] | None = None, **readings: object
) -> Scored:
    tasks = {TASKS[target]: owed.get(target, 0) for target in TASKS}
    plan = decided("laishan-forestry", **{**READINGS, **tasks, **readings})
    return scored(plan, list(rows), PLACE, entries=entries)


def is_key(**facts: object) -> bool:
    result = run(item(1, **facts), owed={})
    return result.of(Measure.KEY_ITEMS) == 1


EIGHTEEN = [item(n, page=1, position=1) for n in range(4)] + [item(n) for n in range(4, 18)]
SPECIAL = item(18, genre="专版")


def test_eighteen_items_with_four_keys_and_a_special_page_meet_20_and_6_and_earn_50_with_the_cap() -> None:
    # task 18 + 4 = 22 of 20, key 4 + 3 = 7 of 6; each held at full: 30 + 20
    result = run(*EIGHTEEN, SPECIAL, owed={"city": 20, "key": 6})
    quotas = result.work.quotas.set_index(["target", "unit_code"])["done"]
    assert (quotas["city", "A01"], quotas["key", "A01"]) == (22, 7)
    assert result.of(POINTS, "A01") == 50_000
    assert "市级以上发稿任务22÷20（超额按完成计） × 30分" in result.arithmetic


def test_the_same_items_earn_56_3_without_the_cap() -> None:
    # 30 × 22/20 = 33; 20 × 7/6 = 23.33…; together 56.33 → 56.3
    result = run(*EIGHTEEN, SPECIAL, owed={"city": 20, "key": 6}, steps__base_score__cap="open")
    assert result.of(POINTS, "A01") == 56_300


def test_the_same_items_earn_100_where_all_tasks_together_are_three_fifths_of_all() -> None:
    # all tasks 22 of 20 → 60, key 7 of 6 → 40, both capped
    result = run(*EIGHTEEN, SPECIAL, owed={"all": 20, "key": 6}, steps__base_score__parts="of-hundred")
    assert result.of(POINTS, "A01") == 100_000


def test_quantity_may_be_all_tasks_together_by_the_reading_of_fifty_all() -> None:
    # 6 of 10 items in all, none of them a key manuscript: 18 of 30
    result = run(*(item(n) for n in range(6)), owed={"all": 10, "key": 2}, steps__base_score__parts="of-fifty-all")
    assert result.of(POINTS, "A01") == 18_000


@pytest.mark.parametrize(("reading", "key"), [("above", 0), ("any", 3)])
def test_a_special_page_of_a_district_paper_is_three_key_manuscripts_by_the_any_reading_only(
    reading: str, key: int
) -> None:
    result = run(item(1, "区报", genre="专版"), owed={}, steps__key_items__only__tier=reading)
    assert (result.of(Measure.TASK_ITEMS), result.of(Measure.KEY_ITEMS)) == (4, key)


def test_half_the_task_earns_half_the_points_by_the_pro_rata_reading() -> None:
    # 1 of 2: 15 of 30
    assert run(item(1), owed={"city": 2}).of(POINTS, "A01") == 15_000


def test_half_the_task_earns_nothing_by_the_all_or_nothing_reading() -> None:
    result = run(item(1), owed={"city": 2}, steps__base_score__partial="none")
    assert result.of(POINTS, "A01") == 0
    assert "市级以上发稿任务1÷2（未完成不计分） × 30分" in result.arithmetic


def test_the_district_task_is_30_10_and_10_by_medium() -> None:
    # paper 2 of 2: 30; web 0 of 1: 0; television 1 of 2: 5
    rows = [item(1, "区报"), item(2, "区报"), item(3, "区台", evidence_kinds="电视台证明")]
    assert run(*rows, owed={"district-paper": 2, "district-web": 1, "district-tv": 2}).of(POINTS, "A01") == 35_000


def test_parts_are_rounded_together_so_that_they_add_up_to_the_rounded_total() -> None:
    # 1/3 of 30 = 10; 1/3 of 20 = 6.66…; 1/3 of 10 = 3.33…: 20 exactly, so 10.0, 6.7 and 3.3
    rows = [item(1, page=1, position=1), item(2, "区网", evidence_kinds=WEB)]
    result = run(*rows, owed={"city": 3, "key": 3, "district-web": 3})
    parts = result.work.ledger[
        (result.work.ledger["rule"] == "base-score") & (result.work.ledger["unit_code"] == "A01")
    ]
    assert parts["amount"].tolist() == [10_000, 6_700, 3_300]


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"page": 1, "position": 3}, True),
        ({"page": 1, "position": 4}, False),
        ({"page": 2, "position": 1}, True),
        ({"page": 2, "position": 2}, False),
        ({"length": 800}, True),
        ({"length": 799}, False),
        ({"page": 1, "position": 0}, False),  # not filled in is not the first
        ({"outlet": "市台", "evidence_kinds": "视频音频", "position": 3}, True),
        ({"outlet": "市台", "evidence_kinds": "视频音频", "position": 4}, False),
        ({"outlet": "市电台", "evidence_kinds": "稿费单", "position": 1}, True),
        ({"outlet": "市网", "evidence_kinds": WEB, "length": 1000}, True),
        ({"outlet": "市网", "evidence_kinds": WEB, "length": 999}, False),
        (
            {"outlet": "市网", "evidence_kinds": WEB, "position": 1},
            False,
        ),  # position makes no web page a key manuscript
        ({"outlet": "省报"}, True),
        ({"outlet": "央报"}, True),
        ({"outlet": "区报", "page": 1, "position": 1, "length": 2000}, False),
    ],
)
def test_a_key_manuscript_is_one_by_place_length_or_tier_with_both_edges_inside(
    facts: dict[str, object], key: bool
) -> None:
    assert is_key(**facts) is key


@pytest.mark.parametrize(
    ("outlet", "kinds", "enough"),
    [
        ("市报", "报样、复印件", True),
        ("市报", "报样", False),
        ("市报", "复印件", False),
        ("市台", "用稿通知单", True),
        ("市台", "视频音频", True),
        ("市台", "稿费单", True),
        ("市台", "报样、复印件", False),
        ("市网", "网页打印件、链接", True),
        ("市网", "链接", False),
        ("区台", "电视台证明", True),
        ("区台", "视频音频", False),
        ("区报", "", True),
    ],
)
def test_proof_is_asked_for_by_medium_all_of_some_and_any_of_others(outlet: str, kinds: str, enough: bool) -> None:
    verdict = run(item(1, outlet, evidence_kinds=kinds), owed={}).settled["verdict"].item()
    assert verdict == ("认定" if enough else "待认定")


def test_an_outlet_off_the_closed_list_is_rejected_with_its_clause() -> None:
    row = run(item(1, "名单外"), owed={}).settled.iloc[0]
    assert (row["verdict"], row["clause"]) == ("不认定", "LS2")


def test_an_outlet_nobody_knows_waits_because_the_trade_press_is_not_named() -> None:
    assert run(item(1, "名录里没有的报"), owed={}).settled["verdict"].item() == "待认定"


def test_a_provincial_and_a_central_item_add_5_and_10() -> None:
    # no task: 5 + 10
    assert run(item(1, "省报"), item(2, "央报"), owed={}).of(POINTS) == 15_000


def test_the_bonus_adds_to_100_by_the_added_reading_and_not_by_the_other() -> None:
    # all five parts met by 100 points, one provincial item: 105, or 100 with −5 taken off
    rows = [
        item(1, "省报"), item(2, "区报"), item(3, "区网", evidence_kinds=WEB), item(4, "区台", evidence_kinds="电视台证明"),
    ]  # fmt: skip
    owed = {"city": 1, "key": 1, "district-paper": 1, "district-web": 1, "district-tv": 1}
    assert run(*rows, owed=owed).of(POINTS, "A01") == 105_000
    within = run(*rows, owed=owed, steps__bonus_limit__limit="within")
    assert within.of(POINTS, "A01") == 100_000
    assert "合计105分，最多计100分" in within.arithmetic


def test_one_story_in_two_papers_counts_once_towards_the_task_by_the_highest_reading() -> None:
    rows = [item(1), item(1, "省报")]
    assert run(*rows, owed={"city": 4}, steps__same_story__policy="highest").work.quotas.iloc[1]["done"] == 1
    assert run(*rows, owed={"city": 4}, steps__same_story__policy="each").work.quotas.iloc[1]["done"] == 2


def entry(number: str, kind: str, level: str = "", **overrides: str) -> dict[str, str]:
    return {
        "entry_id": number,
        "kind": kind,
        "level": level,
        "unit_code": "A01",
        "happened_on": "2026-08-01",
        **overrides,
    }


def test_negative_exposure_costs_5_or_10_by_the_level_the_office_decided() -> None:
    # 15 earned, −5 −10
    entries = [entry("登-1", "负面曝光", "市级"), entry("登-2", "负面曝光", "省级以上")]
    assert run(item(1, "省报"), item(2, "央报"), owed={}, entries=entries).of(POINTS, "A01") == 0


def test_the_gravest_exposure_leaves_the_unit_nothing() -> None:
    # 15 earned and −5 for another exposure: the remaining 10 are taken away
    entries = [entry("登-1", "负面曝光", "影响恶劣"), entry("登-2", "负面曝光", "市级")]
    result = run(item(1, "省报"), item(2, "央报"), owed={}, entries=entries)
    assert result.of(POINTS, "A01") == 0
    assert "负面曝光影响恶劣：不得分，减去已计10分" in result.arithmetic


def test_two_of_a_unit_in_the_districts_first_ten_earn_it_10_once_by_the_unit_reading() -> None:
    entries = [entry("登-1", "全区前十名", person="P1"), entry("登-2", "全区前十名", person="P2")]
    assert run(owed={}, entries=entries, steps__top_ten__once_per="unit").of(POINTS, "A01") == 10_000


def test_two_of_a_unit_in_the_districts_first_ten_earn_it_20_by_the_each_reading() -> None:
    entries = [entry("登-1", "全区前十名", person="P1"), entry("登-2", "全区前十名", person="P2")]
    assert run(owed={}, entries=entries, steps__top_ten__once_per="each").of(POINTS, "A01") == 20_000


def test_an_untrue_report_is_not_counted_by_the_excluded_reading() -> None:
    plan = decided("laishan-forestry", admissibility__untrue__then="excluded")
    result = scored(plan, [item(1)], PLACE, ruled={"第1篇": "失实"})
    assert (result.settled["verdict"].item(), result.settled["clause"].item()) == ("不认定", "LS16")


def test_one_story_counts_for_the_higher_task_whatever_line_it_stands_on() -> None:
    # city and district paper on one day, each 1: the city's stays
    rows = [item(1, "区报"), item(1, "市报")]
    reading = {"owed": {"city": 2, "district-paper": 2}, "steps__same_story__policy": "highest"}
    for lines in (rows, rows[::-1]):
        done = run(*lines, **reading).work.quotas.set_index(["target", "unit_code"])["done"]
        assert (done["city", "A01"], done["district-paper", "A01"]) == (1, 0)
