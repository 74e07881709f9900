"""What an assessment says of its bulletin: sections in its own order, the classes it ranks, and slips in saying so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.assessments.show import page
from pipeline.bulletin.parts import View, loose_numbers
from pipeline.bulletin.phrases import product_wording, wording_of
from pipeline.bulletin.prose import WRITERS
from pipeline.bulletin.view import view
from pipeline.rules import examine, rules_of
from schemas.assessment import Assessment
from schemas.bulletin import SECTION_NAMES, SECTIONS, BulletinForm
from tests.assessments.plans import plan, write
from tests.bulletin.made_up import figures
from tests.workspace import SAMPLE_OFFICE


def with_form(**form: object) -> Assessment:
    return figures().assessment.model_copy(update={"bulletin": BulletinForm.model_validate(form)})


def heads(made: View) -> list[str]:
    return [section.heading for section in made.sections]


def text(made: View, heading: str) -> str:
    return "".join(str(p) for one in made.sections if heading in one.heading for p in one.paragraphs)


def test_the_sections_are_those_of_the_assessment_in_its_order() -> None:
    made = view(figures(assessment=with_form(sections=["overview", "ranks", "basis"])))
    assert heads(made) == ["一、总体情况", "二、排名情况", "三、统计口径", "四、下一步要求"]
    assert loose_numbers(made) == []


def test_every_section_is_written_and_called_as_the_guide_calls_it() -> None:
    assert set(WRITERS) == set(SECTIONS) == set(SECTION_NAMES)
    assert {key: product_wording().say(f"{key}.heading") for key in SECTIONS} == SECTION_NAMES


@pytest.mark.parametrize("sections", [["basis"], ["ranks", "basis"], ["overview"]])
def test_remarks_of_a_section_that_is_left_out_are_not_lost(sections: list[str]) -> None:
    remarks = "总的看，情况较好。\n\n## 存在的问题\n\n一是质量不高。\n\n## 下一步要求\n\n请按时报送。\n"
    made = view(figures(assessment=with_form(sections=sections), remarks=remarks))
    assert "总的看，情况较好。" in text(made, SECTION_NAMES["overview" if "overview" in sections else sections[0]])
    assert text(made, "存在的问题") == "一是质量不高。"
    assert heads(made)[-1].endswith("、下一步要求")


def test_only_the_classes_named_are_ranked_and_all_are_counted() -> None:
    whole, some = view(figures()), view(figures(assessment=with_form(classes=["中心校", "机关科室"])))
    assert "直属学校：" in text(whole, "排名")
    assert "直属学校：" not in text(some, "排名")
    assert text(some, "总体") == text(whole, "总体")
    ranked = next(annex for annex in some.annexes if annex.key == "units")
    assert [table.caption for table in ranked.tables] == ["中心校", "机关科室"]
    assert [chart.title[:4] for one in some.sections if "排名" in one.heading for chart in one.charts] == [
        "中心校积",
        "机关科室",
    ]
    assert "没有在规定时限内报送的：云岭县第4中学" in text(some, "问题")  # of a class that is not ranked
    assert loose_numbers(some) == []


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("{sections: [overview, §rank]}", "没有“rank”，是不是 ranks"),
        ("{§sections: []}", "至少写 1 项"),
        ("{§sections: [ranks, ranks]}", "“ranks”写了两遍"),
        ("{§section: [ranks]}", "是不是 sections"),
        ("{§classes: [科室]}", "各类单位统一排名（ranking 的 within 是 all），不能只列几类"),
    ],
)
def test_a_slip_is_told_at_its_place(tmp_path: Path, form: str, told: str) -> None:
    path, place = write(tmp_path, plan(more=f"bulletin: {form}\n"))
    found = examine(path, {}).problems
    assert any(place in one and told in one for one in found), found


def test_the_page_of_an_assessment_tells_its_bulletin_where_it_says_anything(tmp_path: Path) -> None:
    def shown(more: str) -> str:
        path, _ = write(tmp_path, plan(more=more, ranking="ranking: {clause: A, within: class}\n"))
        return "\n".join(str(part) for part in page(rules_of(path, {})).renderables)

    told = shown("bulletin: {sections: [ranks, basis], classes: [科室]}\n")
    assert "\n通报\n  章节：排名情况、统计口径\n  排名只列：科室" in told
    assert "\n通报\n" not in shown("")


def test_the_officers_guide_shows_a_sentence_that_works(tmp_path: Path) -> None:
    guide = SAMPLE_OFFICE.with_name("README.md").read_text("utf-8")
    (shown,) = re.findall(r"```\n(\{% macro waiting.*?)```", guide, re.DOTALL)
    (tmp_path / "overview.j2").write_text(shown, "utf-8")
    made = view(figures(wording=wording_of(tmp_path)))
    assert "还有1条正在核实，待下期补计（见附件5）。" in text(made, "总体")
    assert "没有计入以上数字（见附件5）。" in text(view(figures()), "总体")
