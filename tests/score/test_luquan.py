"""Plan LQ with the sample office's decisions, each figure worked by hand beside it.

Decisions used: points county 1 (综合 0.5), city 3 (1.5), province 8 (4), national 20 (10); cash 30/50/200/500;
same story: highest only; co-authors share equally, points to 0.1, cash to the yuan, in author order.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.run import Outcome
from schemas.vocabulary import Measure
from tests.workspace import Return, office, row, run


def outcome(tmp_path: Path, *rows: dict[str, object], unit: str = "A01", **sent: object) -> Outcome:
    return run(office(tmp_path, [Return(unit, list(rows), **sent)]))  # type: ignore[arg-type]


def unit_figures(result: Outcome, unit: str = "A01") -> tuple[int, int, int]:
    """Items, thousandths of a point, fen."""
    line = result.totals.units.set_index("unit_code").loc[unit]
    return int(line["items"]), int(line["points"]), int(line["cash"])


def paid(result: Outcome) -> dict[str, int]:
    """Person → fen, for those who get any."""
    people = result.totals.people
    return {person: cash for person, cash in zip(people["person"], people["cash"], strict=True) if cash}


def points(result: Outcome) -> dict[str, int]:
    people = result.totals.people
    return dict(zip(people["person"], people["points"], strict=True))


@pytest.mark.parametrize(
    ("outlet", "thousandths", "fen"),
    [
        ("临溪快报", 1_000, 3_000),
        ("安平日报", 3_000, 5_000),
        ("江北教育报", 8_000, 20_000),
        ("中华教育观察", 20_000, 50_000),
    ],
)
def test_one_item_in_full_earns_the_points_and_yuan_of_its_tier(
    tmp_path: Path, outlet: str, thousandths: int, fen: int
) -> None:
    # county 1 point ¥30 (LQ14), city 3 points ¥50 (LQ15), province 8 points ¥200 (LQ16), national 20 points ¥500 (LQ17)
    result = outcome(tmp_path, row(outlet_text=outlet))
    assert unit_figures(result) == (1, thousandths, fen)
    assert paid(result) == {"P001": fen}


def test_a_merged_adoption_earns_half_the_points_by_decision_and_the_same_cash(tmp_path: Path) -> None:
    # city 综合: 1.5 points; LQ15 pays each adoption, in full or merged alike: ¥50
    assert unit_figures(outcome(tmp_path, row(method="综合"))) == (1, 1_500, 5_000)


def test_one_story_in_three_outlets_counts_three_items_and_only_the_highest_amount(tmp_path: Path) -> None:
    # items 3; points 1 + 3 + 8 − 1 − 3 = 8; cash 30 + 50 + 200 − 30 − 50 = 200
    rows = [row(outlet_text=outlet) for outlet in ("临溪快报", "江北教育报", "安平日报")]
    assert unit_figures(outcome(tmp_path, *rows)) == (3, 8_000, 20_000)


def test_one_story_twice_in_the_same_tier_keeps_the_earlier_publication(tmp_path: Path) -> None:
    # both 3 points: the one of 1 August stays, the one of 9 August is taken back
    late, early = row(published_on=date(2026, 8, 9)), row(outlet_text="溪风号", published_on=date(2026, 8, 1))
    ledger = outcome(tmp_path, late, early).scored.ledger
    back = ledger[(ledger["rule"] == "same-story") & (ledger["measure"] == Measure.UNIT_POINTS)]
    assert back["amount"].tolist() == [-3_000]
    assert "溪风号" in back["arithmetic"].item()


def test_two_stories_of_one_title_by_different_authors_both_count(tmp_path: Path) -> None:
    # 3 + 3 points, ¥50 + ¥50
    rows = [row(authors="张三"), row(authors="李四", outlet_text="安平报", published_on=date(2026, 8, 6))]
    assert unit_figures(outcome(tmp_path, *rows)) == (2, 6_000, 10_000)


def test_fifty_yuan_for_three_authors_is_17_17_16_in_the_order_they_signed(tmp_path: Path) -> None:
    # ¥50 ÷ 3 = 16 each, 2 left: the first two get one more. Points 3 ÷ 3 = 1 each
    result = outcome(tmp_path, row(authors="李四、张三、外来人"))
    assert paid(result) == {"P002": 1_700, "P001": 1_700, "A01:外来人": 1_600}
    assert set(points(result).values()) == {1_000}


def test_one_point_for_three_authors_is_shared_to_a_tenth(tmp_path: Path) -> None:
    # 1.0 ÷ 3 = 0.3 each, 0.1 left for the first: 0.4, 0.3, 0.3
    result = outcome(tmp_path, row(outlet_text="快报", authors="张三，李四、王小明"))
    assert points(result) == {"P001": 400, "P002": 300, "A01:王小明": 300}


def test_a_county_outlet_outside_the_three_named_ones_earns_points_but_no_cash(tmp_path: Path) -> None:
    # LQ14 names three outlets only
    assert unit_figures(outcome(tmp_path, row(outlet_text="临溪教育网"))) == (1, 1_000, 0)


def test_a_city_outlet_not_certified_for_cash_earns_points_but_no_cash(tmp_path: Path) -> None:
    assert unit_figures(outcome(tmp_path, row(outlet_text="安平都市网"))) == (1, 3_000, 0)


def test_an_instruction_is_paid_by_the_leaders_level_and_not_by_the_outlets_tier(tmp_path: Path) -> None:
    # decision on LQ18: 市级 ¥100; 5 points at the city tier; LQ15's ¥50 is for adoptions only
    result = outcome(tmp_path, row(method="批示", instruction_level="市级"))
    assert unit_figures(result) == (1, 5_000, 10_000)


def test_a_return_received_on_the_21st_is_void_as_a_whole_and_its_cash_is_shown_as_forgone(tmp_path: Path) -> None:
    result = outcome(tmp_path, row(), row(outlet_text="江北教育报", title="另一篇"), received="2026-09-21 00:00:00")
    assert unit_figures(result) == (0, 0, 0)
    assert result.scored.rows["verdict"].tolist() == ["作废", "作废"]
    assert set(result.scored.rows["clause"]) == {"LQ7"}
    forgone = result.scored.forgone
    # ¥50 + ¥200 would have been earned
    assert forgone.loc[forgone["measure"] == Measure.CASH, "amount"].sum() == 25_000
    assert result.totals.units.set_index("unit_code").loc["A01", "standing"] == "逾期"


def test_a_return_received_in_the_last_second_of_the_20th_is_on_time(tmp_path: Path) -> None:
    assert unit_figures(outcome(tmp_path, row(), received="2026-09-20 23:59:59")) == (1, 3_000, 5_000)


@pytest.mark.parametrize("day", [date(2026, 6, 21), date(2026, 9, 20)])
def test_both_ends_of_the_window_are_inside(tmp_path: Path, day: date) -> None:
    assert unit_figures(outcome(tmp_path, row(published_on=day), received="2026-09-20 20:00:00")) == (1, 3_000, 5_000)


def test_the_day_before_the_window_is_rejected_and_named(tmp_path: Path) -> None:
    result = outcome(tmp_path, row(published_on=date(2026, 6, 20)))
    assert unit_figures(result) == (0, 0, 0)
    assert result.scored.rows["verdict"].tolist() == ["不认定"]
    assert "S04" in result.scored.findings["code"].tolist()


@pytest.mark.parametrize(
    ("change", "verdict", "clause"),
    [
        ({"origin": "转载"}, "不认定", "LQ20"),
        ({"paid": "是"}, "不认定", "LQ20"),
        ({"authors": ""}, "待认定", "LQ23"),
        ({"outlet_text": "没听说过的报"}, "待认定", "LQ3"),
        ({"reviewer": ""}, "认定", ""),
        ({"evidence_kinds": "", "evidence_no": ""}, "认定", ""),
        ({"channel": "直接投稿"}, "认定", ""),
        ({"outlet_text": "溪风号"}, "认定", ""),
    ],
)
def test_each_open_clause_has_the_consequence_the_office_decided(
    tmp_path: Path, change: dict[str, str], verdict: str, clause: str
) -> None:
    rows = outcome(tmp_path, row(**change)).scored.rows
    assert (rows["verdict"].item(), rows["clause"].item()) == (verdict, clause)


def test_the_same_line_entered_twice_counts_once(tmp_path: Path) -> None:
    result = outcome(tmp_path, row(), row(outlet_text="安平报"))
    assert result.scored.rows["verdict"].tolist() == ["认定", "重复"]
    assert unit_figures(result) == (1, 3_000, 5_000)


def test_namesakes_in_two_units_stay_two_people(tmp_path: Path) -> None:
    returns = [Return("A01", [row()]), Return("B01", [row(title="另一篇")])]
    assert paid(run(office(tmp_path, returns))) == {"P001": 5_000, "P004": 5_000}


def test_targets_count_target_outlets_only_and_the_submission_target_cannot_be_checked(tmp_path: Path) -> None:
    # 安平日报 is a target outlet, 安平都市网 is not: 1 of 50, short 49
    quotas = outcome(tmp_path, row(), row(outlet_text="安平都市网", title="又一篇")).scored.quotas
    city = quotas[quotas["label"] == "市级主流媒体刊播"].iloc[0]
    assert (city["required"], city["done"], city["short"]) == (50, 1, 49)
    submissions = quotas[quotas["rule"] == "bureau-submissions"].iloc[0]
    assert not submissions["checkable"]
    assert "无法核验" in submissions["note"]


def test_last_quarter_and_the_year_stand_beside_this_quarter(tmp_path: Path) -> None:
    spring = Return(
        "A01", [row(published_on=date(2026, 5, 6))], period="2026Q2", received="2026-06-22 10:00:00", name="q2.xlsx"
    )
    line = run(office(tmp_path, [spring, Return("A01", [row(outlet_text="江北教育报")])])).totals.units.iloc[0]
    # Q2: due 20 June is a holiday, moved to Monday the 22nd, so on time: 3 points ¥50; Q3: 8 points ¥200
    assert (line["points"], line["previous_points"], line["year_points"]) == (8_000, 3_000, 11_000)
    assert (line["cash"], line["year_cash"]) == (20_000, 25_000)


def test_a_correction_after_the_deadline_waits_only_where_it_differs_from_the_counted_return(tmp_path: Path) -> None:
    first = Return("A01", [row(), row(title="另一篇")])
    later = Return("A01", [row(), row(title="新添的一篇")], received="2026-09-22 09:00:00", name="补充.xlsx", resend=1)
    result = run(office(tmp_path, [first, later]))
    rows = result.scored.rows.set_index(["path", "title"])["verdict"].to_dict()
    assert rows == {
        ("A01.xlsx", "课后服务展新貌"): "认定",
        ("A01.xlsx", "另一篇"): "认定",
        ("补充.xlsx", "课后服务展新貌"): "重复",
        ("补充.xlsx", "新添的一篇"): "待认定",
    }
    assert unit_figures(result) == (2, 6_000, 10_000)


def test_a_good_line_is_not_lost_because_a_rejected_look_alike_stands_above_it(tmp_path: Path) -> None:
    result = outcome(tmp_path, row(origin="转载"), row())
    assert result.scored.rows["verdict"].tolist() == ["不认定", "认定"]
    assert unit_figures(result) == (1, 3_000, 5_000)


def test_one_story_signed_in_another_order_is_one_story(tmp_path: Path) -> None:
    # 8 points ¥200 for the province; the city's 3 points ¥50 are taken back
    rows = [row(authors="张三、李四"), row(authors="李四、张三", outlet_text="江北教育报")]
    assert unit_figures(outcome(tmp_path, *rows)) == (2, 8_000, 20_000)


def test_one_title_under_different_authors_counts_as_two_stories_and_is_pointed_out(tmp_path: Path) -> None:
    findings = outcome(tmp_path, row(), row(authors="李四", outlet_text="江北教育报")).scored.findings
    assert findings["code"].tolist().count("S06") == 2


def test_an_author_named_twice_is_one_author(tmp_path: Path) -> None:
    result = outcome(tmp_path, row(authors="张三、张 三"))
    assert paid(result) == {"P001": 5_000}
    assert result.totals.people["items"].tolist() == [1]


def test_a_question_left_blank_is_read_as_the_usual_answer_and_pointed_out(tmp_path: Path) -> None:
    findings = outcome(tmp_path, row(paid="", channel="")).scored.findings
    assert findings["code"].tolist().count("C11") == 2


def test_a_file_that_names_two_units_makes_neither_of_them_missing(tmp_path: Path) -> None:
    from io import BytesIO

    from tests.workspace import workbook

    book = workbook(Return("A01", [row()]))
    book["采用明细"]["C2"] = "实验小学"
    stream = BytesIO()
    book.save(stream)
    sent = Return("A01", data=stream.getvalue(), name="附件1.xlsx")
    units = run(office(tmp_path, [sent])).totals.units.set_index("unit_code")
    assert units["standing"].to_dict() == {"A01": "待经办处理", "B01": "待经办处理", "C01": "未报表"}
