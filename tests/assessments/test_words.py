"""An assessment read as sentences: conditions, steps, gaps and what the office decided."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from pipeline.assessments.show import page
from pipeline.assessments.step_words import step_in_words
from pipeline.office import load_office
from pipeline.rules import ASSESSMENTS, Rules, load_rules, rules_of
from pipeline.wording import value_in_words, where_in_words
from schemas.vocabulary import Measure
from tests.assessments.plans import CASH, POINTS, QUOTA, plan, write
from tests.workspace import SAMPLE_OFFICE


def _rules(folder: Path, **parts: str) -> Rules:
    path, _ = write(folder, plan(**parts))
    return rules_of(path, {})


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"tier": "city", "method": ["全文", "综合"]}, "市级，全文或综合"),
        ({"tier": ""}, "名录外媒体"),
        ({"genre": ""}, "体裁空白"),
        ({"genre": {"none": ["专版"]}}, "专版以外"),
        ({"page": {"at_most": 1}, "position": {"at_most": 3}}, "第1版，前3题"),
        ({"page": 1}, "版次第1版"),
        ({"position": {"at_least": 2}}, "第2题及以后"),
        ({"length": {"at_least": 800}}, "字数不少于800字"),
        ({"length": {"at_least": 500, "at_most": 800}}, "字数500至800字"),
        ({"author_count": 2}, "撰稿人数2人"),
        ({"evidence_kinds": {"all": ["报样", "复印件"]}}, "证明材料种类报样、复印件都有"),
        ({"evidence_kinds": {"any": ["原件", "链接"]}}, "证明材料种类有原件、链接之一"),
        ({"tiers_of_story": {"all": ["city"], "none": ["county"]}}, "同稿采用级别市级都有，没有县级"),
        ({"meets": "key"}, "符合“重点稿件”"),
        ({"meets": {"none": ["key"]}}, "不符合“重点稿件”"),
        ({"has_author": False}, "没有撰稿人"),
        ({"head_signed": False}, "科室负责人未签批"),
        ({"in_time": False}, "未按规定时间报送"),
        ({"untrue": False}, "没有失实"),
        ({"in_cash": False}, "非现金认定媒体"),
        ({"in_cash": [True, False], "method": "全文"}, "全文"),
        ({}, ""),
    ],
)
def test_a_condition_in_words(tmp_path: Path, where: dict[str, Any], words: str) -> None:
    defined = "definitions: [{id: key, clause: A, name: 重点稿件, any_of: [{page: 1}]}]\n"
    assert where_in_words(where, _rules(tmp_path, more=defined).assessment) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([{"where": {"tier": "city"}, "amount": 3}, {"amount": "0.5"}], "市级：每篇3分；各项：每篇0.5分"),
        ([{"label": "任务", "required": {"中心校": 6, "科室": 2}}], "任务：中心校6篇、科室2篇"),
        ([{"target": "x", "amount": 60}], "x：60分"),
        ([{"level": "市级", "amount": -5}, {"to_zero": True}], "市级：-5分；每件：不得分"),
        ({"month_of_period": 3, "day": 25}, "每季度第3个月的25日"),
        (True, "是"),
        ("0.1", "0.1"),
    ],
)
def test_a_decided_value_in_words(tmp_path: Path, value: Any, words: str) -> None:
    assert value_in_words(value, _rules(tmp_path).assessment, Measure.UNIT_POINTS) == words


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (POINTS, "单位积分：各项：每篇1分（A）"),
        (
            "- {step: base, id: p, clause: A, measure: 单位经费, book: 报送台账, only: {in_time: false},"
            " tariff: [{amount: -200}]}\n",
            "单位经费：限未按规定时间报送；各项：每条扣200元（A）",
        ),
        (
            POINTS + '- {step: multiply, id: m, clause: A, of: [points], where: {untrue: true}, factor: "0.5",'
            ' say: 失实减半, smallest: "0.1"}\n',
            "第1步中失实的，乘以0.5（失实减半），结果四舍五入到0.1（A）",
        ),
        (
            POINTS + "- {step: multiply, id: m, clause: A, of: [points], where: {untrue: true}, factor: 0, say: 失实}\n",
            "第1步中失实的，一律不计（失实）（A）",
        ),
        (
            POINTS + CASH + "- {step: same_story, id: s, clause: A, of: [points, cash], policy: highest}\n",
            "一稿被几家采用的，第1、2步同一稿件只计最高的一次（A）",
        ),
        (
            POINTS + CASH + "- {step: same_story, id: s, clause: A, of: [points], to: [cash], policy: yield}\n",
            "一稿在第2步已有所得的，不再计第1步（A）",
        ),
        (
            CASH + "- {step: share, id: s, clause: A, of: [cash], into: 奖励金额, payee: author, split: equal, smallest: 1}\n",
            "第1步归撰稿人，记为奖励金额，几人合写的均分，分到1元，余数按署名先后（A）",
        ),
        (
            CASH + "- {step: share, id: s, clause: A, of: [cash], into: 奖励金额, payee: unit}\n",
            "第1步归单位，记为奖励金额（A）",
        ),
        (
            POINTS + "- {step: multiply, id: m, clause: A, of: [points], where: {untrue: true}, say: 失实,"
            " factor: {gap: 乘以几, clause: A, when: always, example: 0}}\n",
            "第1步中失实的，乘以几未规定（失实）（A）",
        ),
        (POINTS + "- {step: cap, id: c, clause: A, of: [points], limit: 10}\n", "每个单位每期第1步合计最多计10分（A）"),
        (POINTS + "- {step: cap, id: c, clause: A, of: [points], limit: null}\n", "第1步合计不封顶（A）"),
        (POINTS + "- {step: cap, id: c, clause: A, of: [points]}\n", "第1步合计上限没有写，不封顶（A）"),
        (
            QUOTA.replace("period: quarter", "book: 报送台账, period: month, edges: cut"),
            "任务（各单位，每月）：任务1条；首尾不完整的月也要完成；没有报表的按没有完成算（A）",
        ),
        (
            QUOTA.replace("period: quarter, unreported: zero", "period: halfmonth, edges: whole"),
            "任务（各单位，每半月）：任务1篇；首尾不完整的半月不计任务；没有报表的怎样算没有写（A）",
        ),
        (
            QUOTA + "- {step: penalty, id: p, clause: A, of: quota, measure: 单位积分,"
            " per_item: {gap: 扣多少, clause: A, when: always, example: -1}}\n",
            "单位积分：没有完成第1步任务的，每少采用1篇扣多少未规定，由单位承担（A）",
        ),
        (
            QUOTA.replace("scope: unit", "scope: unit, book: 报送台账")
            + "- {step: penalty, id: p, clause: A, of: quota, measure: 个人积分, per_item: -1,"
            " bearers: [{classes: [处室]}, {classes: [校园部], roles: [行政人员]}]}\n",
            "个人积分：没有完成第1步任务的，每少报1条扣1分，由处室全体人员、校园部行政人员承担（A）",
        ),
        (
            QUOTA + "- {step: penalty, id: p, clause: A, of: quota, measure: 单位经费, per_item: -200}\n",
            "单位经费：没有完成第1步任务的，每少采用1篇扣200元，由单位承担（A）",
        ),
        (
            QUOTA + "- {step: composite, id: c, clause: A, measure: 单位积分, parts: [{target: x, amount: 60}],"
            ' cap: true, partial: prorata, smallest: "0.1"}\n',
            "单位积分：完成任务的，任务60分，超额不加分，不足按比例计分，四舍五入到0.1分（A）",
        ),
        (
            "- {step: manual, id: m, clause: A, kind: 负面曝光, measure: 单位积分,"
            " tariff: [{level: 省级, to_zero: true}, {amount: -2}], once_per: unit}\n",
            "单位积分：登记的“负面曝光”，省级不得分，每件扣2分；同一单位同一级别只计一次（A）",
        ),
    ],
)  # fmt: skip
def test_a_step_as_one_sentence(tmp_path: Path, lines: str, sentence: str) -> None:
    rules = _rules(tmp_path, steps=lines)
    plan, place = rules.assessment, len(rules.assessment.steps) - 2
    opened = {gap.path.rpartition(".")[2] for gap in rules.open}
    assert step_in_words(plan.steps[place], plan, opened) == sentence  # the last one counts 采用篇数


def test_spans_the_period_cuts_are_said_to_be_open_where_they_are(tmp_path: Path) -> None:
    edges = "{gap: 半月不完整的, clause: A, when: {period: edge_weeks}, example: whole}"
    shown = _shown(_rules(tmp_path, steps=QUOTA.replace("period: quarter", f"period: halfmonth, edges: {edges}")))
    assert "首尾不完整的半月是否考核未规定" in shown


def test_the_number_of_places_on_a_list_is_told_or_said_to_be_open(tmp_path: Path) -> None:
    listed = "commendations: [{id: best, clause: A, title: 先进, who: unit, every: [year], places: %s}]\n"
    gap = "{gap: 几名, clause: A, when: always, example: 3}"
    assert "先进：每年，单位取前3名（A）" in _shown(_rules(tmp_path, more=listed % 3))
    assert "先进：每年，单位名额未规定（A）" in _shown(_rules(tmp_path, more=listed % gap))


def test_a_standard_cites_every_clause_it_rests_on(tmp_path: Path) -> None:
    defined = "definitions: [{id: key, clause: A, clauses: [B], name: 重点, any_of: [{page: 1}]}]\n"
    clauses = "clauses: {A: {place: 第一条, text: 计分}, B: {place: 第二条, text: 重点}}\n"
    assert "重点（“采用明细”）：版次第1版（A、B）" in _shown(_rules(tmp_path, clauses=clauses, more=defined))


def test_what_is_still_open_is_said_to_be_unsettled(tmp_path: Path) -> None:
    path = ASSESSMENTS / "luquan-education.yaml"
    shown = _shown(rules_of(path, {}))
    assert "2. 单位积分：标准未规定（LQ12）" in shown
    assert "分到多细未规定" in shown
    assert "可选：inside（20日当天收到的算按时）；outside（20日当天收到的算逾期）" in shown
    assert "本单位决定：" not in shown


def test_the_page_of_the_offices_assessment_tells_its_decisions() -> None:
    shown = _shown(load_rules(load_office(SAMPLE_OFFICE)))
    for line in (
        "鹿泉市教育局新闻信息宣传工作方案（2014年）",
        "怎样计算（按下列先后计算）",
        "LQ7（篇三第97行）过期报送的，视为没有采用信息。",
        "县级、市级、省级、国家级",
        "县级，全文：每篇1分",
        "5. 奖励金额：限批示；县级：每篇50元；市级：每篇100元；省级或国家级：每篇200元（LQ18）",
        "“采用明细”中转载：不计——转载的稿件（LQ20）",
        "本单位决定：均分（分管副局长，2025-09-12）",
        "LQ10：年终表彰的名额和人选由局决定，通报不列名单。",
    ):
        assert line in shown, line


def _shown(rules: Rules) -> str:
    console = Console(width=2000, file=StringIO())
    with console.capture() as shown:
        console.print(page(rules))
    return shown.get()
