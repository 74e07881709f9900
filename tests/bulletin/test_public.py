"""The public edition: the same totals and ranks, and nothing that is not for the public."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.forms import OF_PUBLIC, forms
from pipeline.bulletin.leaks import leaks, unfit
from pipeline.bulletin.parts import Paragraph, Section, View, loose_numbers, prose
from pipeline.bulletin.public import KEPT, public
from pipeline.bulletin.view import PUBLIC, view
from pipeline.controls import public_controls, settled_controls
from pipeline.errors import ControlError
from pipeline.sheets.dispatch import dispatch_form
from pipeline.workspace import Workspace
from schemas.ledger import Honours
from schemas.vocabulary import Measure, Standing, Verdict
from tests.bulletin import texts
from tests.bulletin.made_up import figures, office, rules
from tests.bulletin.test_sanctions import ledger

NOWHERE = Workspace(Path("inputs-of-nobody"), Path("outputs-of-nobody"))
"""A workspace without templates of its own."""


def honours(*lines: dict[str, Any]) -> pd.DataFrame:
    """Commendation lists; give only what matters."""
    usual = {
        "rule": "best", "clause": "LQ20", "list_title": "先进单位", "span": "本季度", "place": 1, "unit_code": "U01",
        "unit_name": "大河镇第1中心校", "unit_class": "中心校", "person": "", "person_name": "", "measure": Measure.UNIT_POINTS,
        "amount": 15000, "excluded": "",
    }  # fmt: skip
    return Honours.of({**usual, **line} for line in lines)


def person(number: int) -> dict[str, Any]:
    return dict(figures().people.iloc[number])


@cache
def rich() -> Figures:
    """Figures that hold something of everything the public may not read, and a person who is commended."""
    best, money = person(0), figures().units["cash"]
    named = {"unit_code": best["unit_code"], "unit_name": best["unit_name"], "person": best["person"]}
    writer = {
        "rule": "writer",
        "list_title": "优秀信息员",
        "measure": Measure.PERSON_POINTS,
        "person_name": best["name"],
    }
    return figures(
        units=figures().units.assign(funds=-money // 2),
        ledger=ledger(("U02", ""), (best["unit_code"], best["person"])),
        undrawn=("先进集体",),
        honours=honours({}, {**named, **writer}, {"excluded": "周报送任务差1条", "unit_code": "U09", "unit_name": "不够格科"}),
        remarks="## 存在的问题\n\n大河镇第1中心校重视程度不够。\n",
        remarks_public="## 下一步要求\n\n欢迎社会各界提供新闻线索。\n",
    )  # fmt: skip


@cache
def read() -> dict[str, str]:
    return texts.of_forms(forms(NOWHERE, view(rich(), PUBLIC), OF_PUBLIC), f"bulletin{OF_PUBLIC}")


def said(made: View) -> str:
    return "\n".join(paragraph.text for paragraph in prose(made))


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_no_form_tells_what_is_not_for_the_public(form: str) -> None:
    text, internal = read()[form], rich()
    for word in ("元", "¥", "批示", "奖励", "经费", "逾期", "未报表", "没有报送", "没有完成", "处理", "此件不公开", "重视程度"):  # fmt: skip
        assert word not in text
    for word in (internal.office.contact.person, internal.office.contact.phone, "xlsx", "附件2"):
        assert (word in text) == (word == "附件2")
    assert not any(title in text for title in internal.settled["title"])
    assert "不够格科" not in text


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_totals_ranks_and_honours_are_there_and_the_offices_words_for_the_public(form: str) -> None:
    text, units = read()[form], rich().units
    assert f"共认定采用信息{units['items'].sum()}篇" in text
    assert "一、统计口径统计期间为2026年6月21日至2026年9月20日" in text
    assert all(name in text for name in units["name"])
    assert "优秀信息员：" in text
    assert "拟表彰名单待审定" in text
    assert "欢迎社会各界提供新闻线索。" in text
    assert "请与云岭县教育局办公室联系。" in text


def test_nobody_is_named_but_who_is_commended() -> None:
    named = {name for name in rich().people["name"] if name in read()["docx"]}
    assert named == {person(0)["name"]}


def test_its_sections_and_annexes_are_those_of_the_public_edition() -> None:
    made = view(rich(), PUBLIC)
    heads = ["一、统计口径", "二、总体情况", "三、排名情况", "四、下一步要求"]
    assert [section.heading for section in made.sections] == heads
    assert [(annex.key, annex.tag) for annex in made.annexes] == [("units", "附件1"), ("honours", "附件2")]


def test_units_have_the_places_items_and_points_of_the_internal_edition() -> None:
    internal, shown = (view(rich(), *edition).annexes[0].tables for edition in ((), (PUBLIC,)))
    assert [[row[:-1] for row in table.rows] for table in internal] == [list(table.rows) for table in shown]
    assert internal[0].columns[-1].title == "报表情况"
    assert "报表情况" not in str(view(rich(), PUBLIC).annexes[0])


def test_the_internal_edition_is_what_it_was() -> None:
    made = view(rich())
    assert made.remark == "（此件不公开）"
    assert "大河镇第1中心校重视程度不够。" in said(made)
    assert "新闻线索" not in said(made)
    assert "联系人：赵明，电话：0000-8000000" in said(made)


def test_a_field_new_to_the_figures_is_not_for_the_public_until_somebody_says_so() -> None:
    before = rich()
    after = public(before)
    as_it_is = {one.name for one in fields(Figures) if getattr(after, one.name) is getattr(before, one.name)}
    assert as_it_is == KEPT | {
        "unit_tiers",
        "period_tiers",
        "undetermined",
    }  # no unit is held here, and no tier called 批示


def test_every_number_it_says_is_in_it() -> None:
    assert loose_numbers(view(rich(), PUBLIC)) == []


def test_how_many_rows_wait_is_told_and_nothing_of_them() -> None:
    waiting = int((rich().rows["verdict"] == Verdict.PENDING).sum())
    assert waiting
    assert f"另有{waiting}条信息待认定，没有计入以上数字。" in said(view(rich(), PUBLIC))
    text = public(rich()).rows.drop(columns=["verdict"]).select_dtypes("str")
    assert not (text != "").any(axis=None)


def test_an_office_may_let_units_be_named_by_how_they_reported_and_what_they_did() -> None:
    named = view(replace(rich(), office=office(public_names_problems=True)), PUBLIC)
    assert [annex.key for annex in named.annexes] == ["units", "honours", "quotas"]
    assert named.annexes[0].tables[0].columns[-1].title == "报表情况"
    assert "报表情况为空的，是按时报送" in named.annexes[0].notes[0].text
    assert [table.caption for table in named.annexes[2].tables] == ["单位任务"]
    late = rich().units.loc[rich().units["standing"] == Standing.LATE, "name"].iloc[0]
    assert [row[-1] for table in named.annexes[0].tables for row in table.rows if row[1] == late] == [Standing.LATE]
    assert leaks(named, rich()) == []


def test_a_tier_of_instructions_leaves_the_totals_and_no_tiers() -> None:
    tiers = [tier.model_copy(update={"name": "领导批示"}) if tier.id == "city" else tier for tier in rules()[0].tiers]
    told = replace(rich(), assessment=rules()[0].model_copy(update={"tiers": tiers}))
    assert "领导批示" in str(view(told).annexes[0])
    made = view(told, PUBLIC)
    assert "批示" not in str(made)
    assert f"共认定采用信息{rich().units['items'].sum()}篇。" in said(made)
    (heads,) = {tuple(column.title for column in table.columns) for table in made.annexes[0].tables}
    assert heads == ("名次", "单位", "合计篇数", "积分", "上季积分", "本年累计积分")


def test_a_list_that_goes_by_money_or_instructions_is_not_for_the_public() -> None:
    by_cash = {"list_title": "稿酬最多的", "rule": "cash", "measure": Measure.CASH}
    by_leaders = {"list_title": "批示最多的", "rule": "leaders"}
    told = replace(rich(), honours=honours({}, by_cash, by_leaders), undrawn=("批示先进", "先进科室"))
    made = view(told, PUBLIC)
    assert [table.caption for annex in made.annexes if annex.key == "honours" for table in annex.tables] == [
        "本季度先进单位"
    ]
    assert "先进科室名单因往期数据不全" in said(made)
    assert "批示" not in str(made)


def test_a_step_of_cash_is_not_spoken_of_where_one_story_counts_once() -> None:
    assert "奖励金额各家采用分别计" in said(view(rich()))
    assert "单位积分各家采用分别计" in said(view(rich(), PUBLIC))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("共奖励1,250.50元。", ["1,250.50元"]),
        ("¥300", ["¥300"]),
        ("约5万元", ["5万元"]),
        ("获市领导批示2篇", ["批示"]),
        ("电话13900000000", ["13900000000"]),
        ("0000-8000000", ["0000-8000000"]),
        ("110000199001011234", ["110000199001011234"]),
        ("见第1中心校.xlsx", ["见第1中心校.xlsx"]),
        ("第一名元氏中学（15分），2026年第三季度共862篇", []),
    ],
)
def test_what_is_unfit_for_the_public_is_found(words: str, found: list[str]) -> None:
    assert unfit(words) == found


def test_a_leak_in_what_the_product_writes_breaks_the_control() -> None:
    made = view(rich(), PUBLIC)
    assert leaks(made, rich()) == []
    leaking = replace(made, sections=(Section("一、总体情况", (Paragraph.of("核算奖励50元，问赵明"),)),))
    assert leaks(leaking, rich()) == ["50元", "赵明"]
    with pytest.raises(ControlError, match="公开稿中不宜公开的内容"):
        settled_controls(public_controls(leaks(leaking, rich())))


def test_names_and_remarks_of_the_office_are_its_own() -> None:
    own = office(name="3元县教育局", masthead="3元县教育局文件", system="3元县教育系统")
    told = replace(rich(), office=own, remarks_public="全年投入5万元。")
    made = view(told, PUBLIC)
    assert "全年投入5万元。" in said(made)
    assert leaks(made, told) == []
    assert unfit(told.remarks_public) == ["5万元"]


def test_its_dispatch_form_says_that_it_is_public() -> None:
    internal, shown = (texts.of_pdf(dispatch_form(view(rich(), *edition))) for edition in ((), (PUBLIC,)))
    assert "公开属性：此件不公开" in internal
    assert "公开属性：主动公开" in shown
    assert "奖励核算表" in internal
    assert "奖励" not in shown


def test_the_same_figures_give_the_same_bytes() -> None:
    once, again = (forms(NOWHERE, view(rich(), PUBLIC)) for _ in range(2))
    assert once == again
