"""The guide for writing an assessment is true: its examples are sound, its figures come out, its lists are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from ruamel.yaml import YAML

from pipeline.entries import read_entries
from pipeline.rules import ASSESSMENTS, examine, rules_of, shipped, trial_problems
from pipeline.rulings import read_rulings
from schemas.assessment import Assessment
from schemas.conditions import FACTS, Among, Bounds
from schemas.gaps import PERIOD_FACTS, Gap, NeededWhen, Reading
from schemas.office import Decision
from schemas.records import Entries, Rulings
from schemas.steps import Step
from schemas.vocabulary import Measure, RulingKind
from tests.score.case import Place, Scored, adoption, scored, submission

EXAMPLES = ASSESSMENTS / "examples"
INPUTS_GUIDE = (ASSESSMENTS.parent.parent / "inputs" / "README.md").read_text("utf-8")
GUIDE = (ASSESSMENTS / "README.md").read_text("utf-8")
FENCES = re.compile(r"(?:<!-- (完整|摘自|决定) (\S+) -->\n)?```yaml\n(.*?)\n```", re.DOTALL)
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
        for model in (Assessment, Gap, NeededWhen, Reading, Decision, Bounds, Among)
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


def run(name: str, *rows: dict[str, Any], decisions: Mapping[str, Decision] | None = None, **more: Any) -> Scored:
    return scored(rules_of(_file(name), decisions or {}).assessment, list(rows), PLACE, **more)


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
