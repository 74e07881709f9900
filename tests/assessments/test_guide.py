"""The guide for writing an assessment is true: its examples are sound, its figures come out, its lists are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from pipeline.entries import read_entries
from pipeline.period import PeriodId, calendar_days
from pipeline.rules import ASSESSMENTS, examine, rules_of, shipped, trial_problems
from pipeline.rulings import read_rulings
from pipeline.spans import spans
from schemas.assessment import Assessment
from schemas.conditions import FACTS, Among, Bounds, Days
from schemas.duties import QuotaStep
from schemas.gaps import PERIOD_FACTS, Gap, NeededWhen, Reading
from schemas.office import Decision, Former
from schemas.periods import ID_EXAMPLES, Cadence
from schemas.records import Entries, Rulings
from schemas.steps import Step
from schemas.vocabulary import Measure, RulingKind
from tests.score.case import Place, Scored, adoption, decided, period, scored, submission
from tests.score.examples import TOWN, on, past

EXAMPLES = ASSESSMENTS / "examples"
INPUTS_GUIDE = (ASSESSMENTS.parent.parent / "inputs" / "README.md").read_text("utf-8")
GUIDE = (ASSESSMENTS / "README.md").read_text("utf-8")
FENCES = re.compile(r"(?:<!-- (完整|摘自|决定|设置) (\S+) -->\n)?```yaml\n(.*?)\n```", re.DOTALL)
BLOCKS = [match.groups() for match in FENCES.finditer(GUIDE)]
STEPS = get_args(get_args(Step)[0])


def _file(name: str) -> Path:
    path = EXAMPLES / f"{name}.yaml"
    return path if path.is_file() else ASSESSMENTS / f"{name}.yaml"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_sound_and_every_gap_offers_a_way_out(path: Path) -> None:
    found = examine(path, {})
    assert found.rules is not None
    assert (found.problems, found.notices, trial_problems(path)) == ((), (), [])
    assert [one.path for one in found.rules.open if not one.gap.readings and one.gap.example is None] == []


def test_only_the_example_of_gaps_leaves_anything_open() -> None:
    left = {path.stem for path in EXAMPLES.glob("*.yaml") if rules_of(path, {}).open}
    assert left == {"06-gaps"}


def test_no_example_is_listed_among_the_assessments() -> None:
    assert not {path.stem for path in EXAMPLES.glob("*.yaml")} & set(shipped())


def test_every_fragment_says_where_it_is_from() -> None:
    assert BLOCKS
    assert [text for kind, _, text in BLOCKS if not kind] == []


@pytest.mark.parametrize(("name", "text"), [(name, text) for kind, name, text in BLOCKS if kind == "完整"])
def test_a_fragment_marked_whole_is_the_file(name: str, text: str) -> None:
    assert text == _file(name).read_text("utf-8").strip()


@pytest.mark.parametrize(("name", "text"), [(name, text) for kind, name, text in BLOCKS if kind == "摘自"])
def test_a_fragment_stands_in_its_file_line_by_line(name: str, text: str) -> None:
    wanted, lines = text.splitlines(), _file(name).read_text("utf-8").splitlines()
    indents = range(0, 12, 2)
    shifted = [[" " * by + line if line else line for line in wanted] for by in indents]
    runs = [lines[i : i + len(wanted)] for i in range(len(lines))]
    assert any(run in shifted for run in runs)


def _decisions(name: str) -> dict[str, Decision]:
    (text,) = [text for kind, known, text in BLOCKS if (kind, known) == ("决定", name)]
    return {path: Decision(**one) for path, one in YAML(typ="safe").load(text)["decisions"].items()}


def test_the_decisions_shown_settle_every_gap_of_their_example() -> None:
    rules = rules_of(_file("06-gaps"), _decisions("06-gaps"))
    assert rules.open == ()


def test_the_settings_shown_for_rules_replaced_are_read_and_fit_their_assessment() -> None:
    (text,) = [text for kind, name, text in BLOCKS if (kind, name) == ("设置", "former")]
    (former,) = [Former(**one) for one in YAML(typ="safe").load(text)["former"]]
    rules = rules_of(ASSESSMENTS / f"{former.assessment}.yaml", former.decisions)
    assert [one.path for one in rules.settled] == list(former.decisions)
    last = PeriodId.parse("2026Q2")
    assert former.until == calendar_days(last, rules.assessment)[1]


@pytest.mark.parametrize("cadence", ID_EXAMPLES)
def test_every_cadence_has_its_line_with_the_id_of_a_period(cadence: Cadence) -> None:
    written = ID_EXAMPLES[cadence].partition("（")[0]
    assert PeriodId.parse(written).kind == cadence
    lines = [line for line in GUIDE.splitlines() if line.startswith(f"| `{cadence}` | ")]
    assert [line for line in lines if line.endswith(f"| {written} |")] != []


def test_every_file_the_guide_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", GUIDE)
    assert links
    assert [link for link in links if not (ASSESSMENTS / link).exists()] == []


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model and every model its fields name."""
    yield model
    for field in model.model_fields.values():
        yield from (inner for part in _types(field.annotation) for inner in _models(part))


def _types(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation.__name__ != "Where":
            yield annotation
    else:
        for one in get_args(annotation):
            yield from _types(one)


KEYS = sorted(
    {
        name
        for model in (Assessment, Gap, NeededWhen, Reading, Decision, Former, Bounds, Among, Days)
        for one in _models(model)
        for name in one.model_fields
    }
)


def _said(word: str) -> bool:
    """Whether the guide speaks of a word as one to write, in backticks."""
    return any(word in re.findall(r"\w+", quoted) for quoted in re.findall(r"`([^`\n]+)`", GUIDE))


@pytest.mark.parametrize("key", KEYS)
def test_every_key_of_the_models_is_in_the_guide(key: str) -> None:
    assert _said(key)


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_in_the_table_with_its_name(fact: str) -> None:
    assert f"| `{fact}` | {FACTS[fact].label} |" in GUIDE


@pytest.mark.parametrize("step", [get_args(one.model_fields["step"].annotation)[0] for one in STEPS])
def test_every_step_has_its_line(step: str) -> None:
    assert f"| `{step}` | " in GUIDE


@pytest.mark.parametrize("measure", Measure)
def test_every_measure_has_its_line(measure: Measure) -> None:
    assert f"| {measure} | " in GUIDE


@pytest.mark.parametrize("fact", PERIOD_FACTS)
def test_every_fact_of_a_period_has_its_line(fact: str) -> None:
    assert f"| `{fact}` | " in GUIDE


@pytest.mark.parametrize("key", Assessment.model_fields)
def test_every_top_level_key_has_its_line(key: str) -> None:
    assert f"| `{key}` | " in GUIDE


@pytest.mark.parametrize("plan", shipped())
def test_every_assessment_that_comes_with_the_product_is_spoken_of(plan: str) -> None:
    assert f"({plan}.yaml)" in GUIDE


# ---- figures: each is worked by hand in the guide, where it stands as the text given to `told`

THREE = "张三、李四、王五"
POINTS, PERSON, CASH = Measure.UNIT_POINTS, Measure.PERSON_POINTS, Measure.CASH
PLACE = Place(
    units={"A01": "机关科室", "B01": "基层单位"},
    outlets={"县报": ("county", "报纸"), "市报": ("city", "报纸"), "省报": ("province", "报纸"), "省台": ("province", "电视")},
    people={
        "P1": ("张三", "A01", ""), "P2": ("李四", "A01", "负责人"), "P3": ("王五", "A01", ""), "P4": ("赵六", "A01", ""),
        "Q1": ("钱七", "B01", "负责人"), "Q2": ("孙八", "B01", ""),
    },
)  # fmt: skip


def told(*sums: str) -> None:
    missing = [one for one in sums if one not in GUIDE]
    assert missing == []


def run(
    name: str, *rows: dict[str, Any], decisions: Mapping[str, Decision] | None = None, place: Place = PLACE, **more: Any
) -> Scored:
    return scored(rules_of(_file(name), decisions or {}).assessment, list(rows), place, **more)


def in_town(name: str, *rows: dict[str, Any], **more: Any) -> Scored:
    """As the tests of single kinds of rule have it: P1 张三 of A01, P2 李四 of its office, P4 赵六 its head."""
    return run(name, *rows, **{"place": TOWN, **more})


def test_the_shortest_example_gives_5_points_for_3_items_and_holds_the_unknown_outlet() -> None:
    told("2×1 + 1×3 = 5 分，采用3篇，1篇待认定")
    county = [adoption(title=title, outlet_text="县报") for title in "甲乙"]
    result = run("01-three-rules", *county, adoption(title="丙"), adoption(title="丁", outlet_text="名录以外的报"))
    assert (result.of(POINTS), result.of(Measure.ITEMS)) == (5_000, 3)
    assert result.settled["verdict"].tolist().count("待认定") == 1


def test_methods_instruction_and_people_give_14_points_and_11_4_1_3_1_3() -> None:
    told(
        "2 + 2 + 4 - 2 - 2 = 4 分",
        "4 + 6 = 10 分",
        "4 + 10 = 14 分",
        "1.4 + 10 = 11.4 分",
        "3 + 2 = 5 篇",
        "1.4、1.3、1.3",
    )
    result = run(
        "02-methods-and-people",
        adoption(title="甲", outlet_text="县报", authors=THREE),
        adoption(title="甲", method="综合", authors=THREE),
        adoption(title="甲", outlet_text="省报", method="综合", authors=THREE),
        adoption(title="乙"),
        adoption(title="乙", method="批示", instruction_level="市级以上", published_on=date(2026, 8, 9)),
        adoption(title="丙", origin="转载"),
    )
    assert result.of(POINTS) == 14_000
    assert result.by_person(PERSON) == {"P1": 11_400, "P2": 1_300, "P3": 1_300}
    assert result.by_person(Measure.PERSON_ITEMS) == {"P1": 5, "P2": 3, "P3": 3}
    assert result.settled["verdict"].tolist()[-1] == "不认定"


def test_cash_goes_to_authors_and_reviewer_once_halved_for_a_rewrite() -> None:
    told(
        "100 + 200 - 100 = 200 元", "67、67、66", "50 + 100 - 50 = 100 元", "100 × 0.5 = 50 元", "50 × 0.5 = 25 元",
        "67 + 50 = 117 元", "100 + 25 = 125 元", "117 + 67 + 66 + 125 = 375 元",
    )  # fmt: skip
    result = run(
        "03-cash",
        adoption(title="甲", outlet_text="县报", authors=THREE, reviewer="赵六"),
        adoption(title="甲", authors=THREE, reviewer="赵六"),
        adoption(title="乙", outlet_text="县报", reviewer="赵六"),
        adoption(title="丙", outlet_text="县报", reviewer="赵六"),
        ruled={"乙": "大幅改动", "丙": "失实"},
    )
    assert result.by_person(CASH) == {"P1": 11_700, "P2": 6_700, "P3": 6_600, "P4": 12_500}
    assert result.of(CASH) == 37_500


def _sent(title: str, day: int, due: int = 16, **more: object) -> dict[str, Any]:
    moment = datetime(2026, 9, day, 15)
    return submission(title=title, submitted_at=moment, due_at=moment.replace(hour=due), **more)


def test_submissions_yield_to_adoptions_and_what_is_short_is_borne_by_the_people_named() -> None:
    told(
        "3×1 + 5 - 1 = 7 分", "经费 -50 元", "共12周", "0 + 1 + 10×2 = 21 条", "21 × 0.5 = 10.5 分", "12×2 = 24 条",
        "24 × 0.5 = 12 分", "学年采用任务记1篇、差3篇",
    )  # fmt: skip
    result = run(
        "04-register-and-tasks",
        _sent("甲", 7), _sent("乙", 8), _sent("丙", 9, head_signature=""), _sent("丁", 14, due=12),
        adoption(title="甲", outlet_text="县报", published_on=date(2026, 9, 10)),
        quarter="2026Q1",
    )  # fmt: skip
    assert (result.of(POINTS, "A01"), result.of(Measure.UNIT_FUNDS, "A01")) == (7_000, -5_000)
    assert result.by_person(PERSON) == {**dict.fromkeys(["P1", "P2", "P3", "P4"], -10_500), "Q1": -12_000}
    quotas = result.work.quotas[result.work.quotas["unit_code"] == "A01"]
    assert (quotas["rule"] == "weekly").sum() == 12
    yearly = quotas[quotas["rule"] == "yearly"].iloc[0]
    assert (yearly["done"], yearly["short"], yearly["final"]) == (1, 3, False)


PAPER = {"evidence_kinds": "报样、复印件"}
STANDARDS = [
    adoption(title="甲", page=1, position=2, **PAPER),
    adoption(title="乙", page=3, position=2, length=500, **PAPER),
    adoption(title="丙", genre="专版", **PAPER),
    adoption(title="丁", outlet_text="省台", position=5, evidence_kinds="视频音频"),
    adoption(title="戊", evidence_kinds="报样"),
    adoption(title="己", unit_code="B01", page=3, position=1, length=799, authors="钱七", **PAPER),
]


def test_standards_tasks_and_the_cap_give_100_points_and_15() -> None:
    told("1 + 1 + 4 + 1 = 7 篇", "1 + 3 = 4 篇", "60 + 40 + 5 = 105 分", "60 × 1/4 + 40 × 0/2 = 15 分")
    result = run("05-standards-and-scores", *STANDARDS)
    done = result.work.quotas.set_index(["target", "unit_code"])["done"]
    assert (done["all", "A01"], done["key-task", "A01"]) == (7, 4)
    assert (result.of(POINTS, "A01"), result.of(POINTS, "B01")) == (100_000, 15_000)
    assert "合计105分，最多计100分" in result.arithmetic
    assert result.settled["verdict"].tolist().count("待认定") == 1


@pytest.mark.parametrize(
    ("level", "points", "sum_"), [("市级", 95_000, "100 - 5 = 95 分"), ("影响恶劣", 0, "100 - 100 = 0 分")]
)
def test_an_entry_takes_off_what_its_level_says(level: str, points: int, sum_: str) -> None:
    told(sum_)
    entry = {"entry_id": "登-1", "kind": "负面曝光", "unit_code": "A01", "level": level, "happened_on": "2026-08-10"}
    assert run("05-standards-and-scores", *STANDARDS, entries=[entry]).of(POINTS, "A01") == points


def test_the_example_of_gaps_computes_by_the_decisions_shown() -> None:
    told("4 ÷ 2 = 2 分", "4 - 10 = -6 分")
    entry = {"entry_id": "登-1", "kind": "负面曝光", "unit_code": "A01", "happened_on": "2026-08-10"}
    rows = [adoption(authors="张三、李四"), adoption(title="稿件乙", origin="转载")]
    result = run("06-gaps", *rows, decisions=_decisions("06-gaps"), entries=[entry])
    assert result.by_person(PERSON) == {"P1": 2_000, "P2": 2_000}
    assert result.of(POINTS, "A01", person="") == -6_000
    assert result.settled["verdict"].tolist() == ["认定", "不认定"]


# ---- figures of the rarer kinds


@pytest.mark.parametrize(
    ("facts", "thousandths", "sum_"),
    [
        ({"length": 1000, "page": 1}, 10_000, "1000字登头版，5 × 2 = 10 分"),
        ({"length": 500, "programme": "新闻联播"}, 9_000, "500字上“新闻联播”，3 × 3 = 9 分"),
        ({"length": 500, "genre": "简讯", "origin": "转载"}, 750, "又是转载，3 × 0.5 × 0.5 = 0.75 分"),
        ({"length": 500, "channel": "局推荐"}, 3_000, "没有填的不算直接投稿"),
        ({"length": 500, "channel": ""}, 3_000, "没有填的不算直接投稿"),
    ],
)
def test_length_place_genre_and_origin_multiply(facts: dict[str, Any], thousandths: int, sum_: str) -> None:
    told(sum_)
    assert in_town("07-length-place-and-fee", {**on(8, 5), **facts}).of(POINTS) == thousandths


def test_a_piece_without_a_length_is_accepted_and_earns_nothing_by_length() -> None:
    result = in_town("07-length-place-and-fee", on(8, 5))
    assert result.settled["verdict"].tolist() == ["认定"]
    assert (result.of(POINTS), result.of(CASH)) == (0, 0)


def test_a_rate_by_the_thousand_and_the_double_fee_give_62_and_171_yuan() -> None:
    told("50 × 1230 ÷ 1000 = 61.5，四舍五入 62 元", "85.5 × 2 = 171 元", "62 + 171 = 233 元")
    result = in_town("07-length-place-and-fee", on(8, 5, length=1230, fee=8550))
    assert result.work.ledger.set_index("rule")["amount"].reindex(["words", "fee"]).tolist() == [6_200, 17_100]
    assert result.of(CASH) == 23_300


def test_authors_share_by_number_and_by_role() -> None:
    told(
        "每人 3 ÷ 2 = 1.5 分", "90 ÷ 2 = 45 元", "45 × 0.5 = 22.5，取整到元是22元", "3 ÷ 3 = 1 分", "90 ÷ 4 每人22元",
        "23、23、22、22",
    )  # fmt: skip
    two = in_town("08-authors-and-units", on(8, 5, authors="张三、李四"))
    assert two.by_person(PERSON) == {"P1": 1_500, "P2": 1_500}
    assert two.by_person(CASH) == {"P1": 4_500, "P2": 2_200}
    four = in_town("08-authors-and-units", on(8, 5, authors="张三、甲、乙、丙"))
    assert four.by_person(PERSON) == {"P1": 1_000, "A01:甲": 1_000, "A01:乙": 1_000}
    assert four.by_person(CASH) == {"P1": 2_300, "A01:甲": 2_300, "A01:乙": 2_200, "A01:丙": 2_200}


def test_two_units_share_the_points_and_count_a_task_item_each() -> None:
    told("两个单位合写1篇，各 3 ÷ 2 = 1.5 分，任务篇数各1篇")
    result = in_town("08-authors-and-units", on(8, 5, partners="单位B01"))
    figures = [(result.of(POINTS, unit), result.of(Measure.TASK_ITEMS, unit)) for unit in ("A01", "B01")]
    assert figures == [(1_500, 1), (1_500, 1)]
    assert [result.of(Measure.ITEMS, unit) for unit in ("A01", "B01")] == [1, 0]


def test_a_unit_that_is_on_no_roster_keeps_a_common_item_waiting_and_one_sent_twice_counts_once() -> None:
    told("写的名称不在名录的，这一行待认定", "只计一行，其余的算重复")
    stranger = in_town("08-authors-and-units", on(8, 5, partners="某某中学"))
    assert stranger.settled["verdict"].tolist() == ["待认定"]
    both = [on(8, 5, partners="单位B01"), on(8, 5, unit_code="B01", partners="单位A01")]
    assert in_town("08-authors-and-units", *both).settled["verdict"].tolist() == ["认定", "重复"]


def _matter(matter: str, number: int = 0, **more: Any) -> dict[str, Any]:
    return submission(title=f"{matter}{number}", matter=matter, **more)


def test_tips_service_and_commissioned_pieces_give_5_points_and_an_untrue_item_takes_10() -> None:
    told("1 + 1 + 2 + 3 - 2 = 5 分", "5 + 5 - 5 - 10 = -5 分")
    late = _matter("约稿", 1, due_at=datetime(2026, 8, 3, 8))
    sent = in_town(
        "12-commissioned-and-untrue", *map(_matter, ("稿件", "新闻线索", "采访服务", "约稿")), late
    )  # fmt: skip
    assert sent.of(POINTS) == 5_000
    used = in_town("12-commissioned-and-untrue", on(8, 5, "好稿"), on(8, 6, "失实稿"), ruled={"失实稿": "失实"})
    assert used.of(POINTS) == -5_000


def _in_turn(name: str, *quarters: list[dict[str, Any]], place: Place = TOWN) -> list[Scored]:
    """The quarters of 2026 one after another, each knowing those before it."""
    done: list[Scored] = []
    for number, rows in enumerate(quarters, start=1):
        done.append(in_town(name, *rows, quarter=f"2026Q{number}", earlier=tuple(map(past, done)), place=place))
    return done


def test_a_story_is_topped_up_over_the_year() -> None:
    told("县级采用100元；第二季度市级采用，200 - 100 = 100 元；第三季度又被市级采用，0 元")
    rows = [on(2, 3, outlet="县报")], [on(5, 9)], [on(8, 2, outlet="市台")]
    assert [one.of(CASH) for one in _in_turn("09-caps-and-top-up", *rows)] == [10_000, 10_000, 0]


def test_a_persons_month_and_year_are_capped() -> None:
    told("200 + 200 = 400，每月最多300元", "500 - 300 = 200 元", "7月再有一篇，0 元")
    rows = [on(2, 3, "一"), on(2, 4, "二")], [on(4, 3, "三"), on(5, 4, "四")], [on(7, 4, "五")]
    paid = [one.by_person(CASH)["P1"] for one in _in_turn("09-caps-and-top-up", *rows)]
    assert paid == [30_000, 20_000, 0]


def _register(*months: int) -> list[dict[str, Any]]:
    """A line of 报送台账 for each month named."""
    return [
        submission(title=f"报{n}", submitted_at=datetime(2026, month, n + 1, 9)) for n, month in enumerate(months)
    ]  # fmt: skip


def test_a_story_is_capped_and_a_loss_stops_at_nothing() -> None:
    told("2 + 2 + 1 = 5 分", "2 - 3 = -1，计 0 分")
    three = in_town("09-caps-and-top-up", *(on(8, day) for day in (1, 2, 3)), *_register(8, 8, 8))
    assert three.of(POINTS, "A01") == 5_000
    assert in_town("09-caps-and-top-up", on(8, 1), *_register(8, 8)).of(POINTS, "A01") == 0


def _used(count: int, briefs: int = 0, month: int = 8) -> list[dict[str, Any]]:
    kinds = ["消息"] * count + ["简讯"] * briefs
    return [on(month, day, f"{month}月稿{day}", genre=kind) for day, kind in enumerate(kinds, start=1)]


def _by_rule(result: Scored, rule: str, unit: str = "A01") -> list[int]:
    lines = result.work.ledger
    return lines.loc[(lines["rule"] == rule) & (lines["unit_code"] == unit), "amount"].tolist()


def _quota(result: Scored, rule: str, unit: str = "A01") -> list[tuple[int, int]]:
    """(required, done) of each span."""
    found = result.work.quotas
    own = found[(found["rule"] == rule) & (found["unit_code"] == unit)]
    return list(zip(own["required"], own["done"], strict=True))


def test_only_what_goes_beyond_the_task_is_paid_and_two_briefs_stand_for_an_item() -> None:
    told(
        "2 × 50 = 100 元",
        "5 + 2 × 1 = 7 分",
        "3 + 2 ÷ 2 = 4 篇",
        "简讯单1篇的不抵",
        "它的任务须是一行数一篇、定数的任务",
    )
    six = in_town("10-duties", *_used(6))
    assert (six.of(CASH, "A01"), six.of(POINTS, "A01")) == (10_000, 7_000)
    assert [_quota(in_town("10-duties", *_used(3, n)), "adoption") for n in (2, 1)] == [[(4, 4)], [(4, 3)]]
    assert in_town("10-duties", *_used(4, 1)).of(CASH, "A01") == 0


def test_a_shortfall_costs_by_its_band_and_two_in_a_row_bring_a_talk() -> None:
    told("差2篇，扣4分", "差4篇，扣8分", "各采用3、4、2、0篇", "第四季度约谈负责人")
    assert [_by_rule(in_town("10-duties", *_used(n)), "short") for n in (2, 0)] == [[-4_000], [-8_000]]
    quarters = [_used(count, month=month) for count, month in ((3, 2), (4, 5), (2, 8), (0, 11))]
    talks = [one.work.ledger.query("rule == 'talk' and unit_code == 'A01'") for one in _in_turn("10-duties", *quarters)]
    assert [len(one) for one in talks] == [0, 0, 0, 1]
    assert talks[3]["person"].tolist() == ["P4"]


def test_the_rate_and_the_pace_are_parts_of_what_was_done() -> None:
    told("11 × 0.3 = 3.3，进为4篇；采用3篇，差1篇，扣2分", "平均 6 ÷ 3 = 2 条，一半是1条：8月差1条")
    rate = in_town("10-duties", *_used(3), *_register(*[8] * 11))
    assert (_quota(rate, "rate"), _by_rule(rate, "low-rate")) == ([(4, 3)], [-2_000])
    pace = in_town("10-duties", *_register(7, 7, 7, 7, 7, 9))
    assert _quota(pace, "pace") == [(1, 5), (1, 0), (1, 1)]
    assert _by_rule(pace, "uneven") == [1]


def test_points_are_turned_into_yuan_weighed_by_headcount_and_prized_by_rank() -> None:
    told(
        "3 + 1.5 = 4.5 分，4.5 × 2 = 9 元",
        "9 × 0.8 = 7.2 分",
        "同类另一单位8分，列第1名，得500元，这个单位列第2名，得200元",
    )
    alone = in_town("11-awards", on(8, 5, "一"), on(8, 6, "二", authors="张三、李四"))
    yuan = alone.work.ledger.query("rule == 'yuan' and person == 'P1'")
    assert (alone.by_person(PERSON)["P1"], yuan["amount"].tolist()) == (4_500, [900])
    big = replace(TOWN, units={"A01": "甲类", "B01": "甲类"}, headcount={"A01": "80"})
    other = [on(9, day, f"县{day}", "县报", unit_code="B01") for day in (1, 2)]
    other += [on(9, day, f"市{day}", unit_code="B01") for day in (3, 4)]
    result = in_town("11-awards", *(on(8, day, f"稿{day}") for day in (1, 2, 3)), *other, place=big)
    assert [result.of(POINTS, unit) for unit in ("A01", "B01")] == [7_200, 8_000]
    assert [_by_rule(result, "prizes", unit) for unit in ("A01", "B01")] == [[20_000], [50_000]]


def test_a_year_from_july_two_quarters_merged_and_a_tariff_that_changes() -> None:
    told("6 × 1 = 6 分", "2 × 2 = 4 分", "全年 6 + 2 + 1 = 9 篇", "2 - 1 = 1 分", "2026Q2一并统计7月至12月")
    first = in_town("13-changing-rules", *(on(month, 5, f"稿{month}") for month in range(7, 13)), quarter="2026Q2")
    spring = [on(2, day, f"春{day}", year=2027) for day in (1, 2)]
    second = in_town("13-changing-rules", *spring, quarter="2026Q3", earlier=(past(first),))
    third = in_town(
        "13-changing-rules", on(6, 30, "夏", year=2027), quarter="2026Q4", earlier=(past(first), past(second))
    )  # fmt: skip
    assert [one.of(POINTS, "A01") for one in (first, second, third)] == [6_000, 4_000, 1_000]
    assert _quota(third, "yearly") == [(10, 9)]
    assert first.work.period.window == "2026年7月1日至2026年12月31日"


def test_the_campaign_has_five_whole_weeks() -> None:
    told("到6月30日共有5个完整的周", "5 × 2 = 10 条")
    plan = decided("organisation-department")
    (weekly,) = [step for step in plan.steps if step.id == "weekly-submissions"]
    assert isinstance(weekly, QuotaStep)
    assert weekly.targets[0].required == 2
    days = period(plan, "2026C1")
    assert days.start.isoweekday() == 4
    assert len(spans(weekly.model_copy(update={"edges": "whole"}), days)) == 5


@pytest.mark.parametrize(
    ("edges", "number", "sum_"),
    [
        ("whole", 1, "`whole` 只有9月上半月，1条"),
        ("cut", 3, "`cut` 被切断的也各算一个，3条"),
        ("ended", 2, "`ended` 8月下半月（连上一期报的一起算）和9月上半月，2条"),
        ("join", 2, "`join` 开头不满的并入下一个，2条"),
    ],
)
def test_half_months_that_the_due_day_cuts_are_owed_by_the_reading(edges: str, number: int, sum_: str) -> None:
    told("8月26日至9月25日，每半月1条", sum_)
    plan = decided("nantong-transport")
    (step,) = [step for step in plan.steps if isinstance(step, QuotaStep) and step.period == "halfmonth"]
    days = period(plan, "2026M09")
    assert days.window == "2026年8月26日至2026年9月25日"
    assert len(spans(step.model_copy(update={"edges": edges}), days)) == number


# ---- the office's own lists, as inputs/README.md shows them


def _listed(start: str) -> str:
    (block,) = [text for text in re.findall(r"```\n(.*?)```", INPUTS_GUIDE, re.DOTALL) if text.startswith(start)]
    return str(block)


def test_the_entries_shown_have_every_column_and_can_be_read(tmp_path: Path) -> None:
    text = _listed("登记编号")
    assert text.splitlines()[0].split(",") == list(Entries.headers().values())
    (tmp_path / "登记.csv").write_text(text, "utf-8")
    assert len(read_entries(tmp_path)) == 2


def test_the_rulings_shown_are_one_of_each_kind_and_can_be_read(tmp_path: Path) -> None:
    head = ",".join(Rulings.headers().values())
    assert f"`{head}`" in INPUTS_GUIDE
    (tmp_path / "认定.csv").write_text(f"{head}\n{_listed('认-')}", "utf-8")
    assert read_rulings(tmp_path)["kind"].tolist() == list(RulingKind)
