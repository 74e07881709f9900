"""The bulletin's sentences, section by section. A sentence about an empty set is not written.

Figures come from `summary` or from the tables; the f-strings' values mark themselves (see `words`). The product
states facts; judgement and demands are the office's own paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pandas as pd

from pipeline.bulletin import over
from pipeline.bulletin.charts import history_chart, unit_charts
from pipeline.bulletin.duties import owed_by_office, which_spans
from pipeline.bulletin.honours import honoured
from pipeline.bulletin.matter import Matter
from pipeline.bulletin.papers import governed, handling
from pipeline.bulletin.parts import Chart, Paragraph, Section
from pipeline.bulletin.problems import problems
from pipeline.bulletin.rankings import Measured, people_ranked_by, ranked, ranked_by
from pipeline.bulletin.remarks import HEADLESS, remarks_by_heading
from pipeline.bulletin.summary import Comparison, Totals
from pipeline.bulletin.tables import records
from pipeline.bulletin.words import (
    Count,
    Quoted,
    listed,
    ordinal,
    with_figures,
)
from schemas.steps import SameStoryStep, measure_of
from schemas.vocabulary import Book, Standing, Verdict

BASIS, OVERVIEW, RANKS, PROBLEMS, DEMANDS = "统计口径", "总体情况", "排名情况", "存在的问题", "下一步要求"
SAME_STORY = {"each": "各家采用分别计", "highest": "只计最高的一次"}
BEST_UNITS, BEST_PEOPLE = 3, 10


def opening(matter: Matter) -> tuple[Paragraph, ...]:
    """The first sentence, under the addressees."""
    office, summary = matter.figures.office, matter.summary
    return (
        Paragraph.of(
            f"根据《{Quoted(matter.figures.assessment.title)}》（以下简称《办法》），"
            f"{Quoted(office.department)}对{summary.label}{Quoted(office.system)}信息宣传工作情况"
            f"进行了统计、核对。现将有关情况通报如下。"
        ),
    )


def sections(matter: Matter) -> tuple[Section, ...]:
    """The numbered sections that have something to say; remarks under any other head stand before the last."""
    remarks = remarks_by_heading(matter.figures.remarks)
    own = {BASIS: _basis, OVERVIEW: _overview, RANKS: _ranks, PROBLEMS: problems}
    charts = {OVERVIEW: history_chart(matter.figures), RANKS: unit_charts(matter.figures)}
    made: list[tuple[str, tuple[Paragraph, ...], tuple[Chart, ...]]] = []
    for heading, write in own.items():
        said = tuple(Paragraph.of(sentence) for sentence in write(matter) if sentence)
        headless = remarks.pop(HEADLESS, ()) if heading == OVERVIEW else ()
        made.append((heading, said + headless + remarks.pop(heading, ()), charts.get(heading, ())))
    last = remarks.pop(DEMANDS, ())
    made += [(heading, paragraphs, ()) for heading, paragraphs in remarks.items()]
    made.append((DEMANDS if last else "联系方式", (*last, Paragraph.of(_contact(matter))), ()))
    filled = [section for section in made if section[1] or section[2]]
    return tuple(Section(f"{ordinal(n)}、{heading}", said, drawn) for n, (heading, said, drawn) in enumerate(filled, 1))


def _basis(matter: Matter) -> Iterator[str]:
    """统计口径: which days, until when, by which readings, and what was not verified."""
    if matter.figures.over:
        yield from over.basis(matter)
        yield "".join(_unverified(matter))
        return
    summary = matter.summary
    moved = f"（规定为{summary.nominal_due}，当日休息，顺延）" if summary.due_moved else ""
    yield f"统计期间为{summary.window}，报送截止时间为{summary.deadline}{moved}。" + "".join(_same_story(matter))
    if summary.decisions:
        yield (
            f"《办法》没有规定或者可作两种理解的{summary.decisions}个事项，由本单位决定，"
            f"不是《办法》原文{matter.see('decisions')}。"
        )
    yield "".join(governed(matter.figures, summary.papers))
    yield "".join([*_unverified(matter), *_handlings(matter)])


def _same_story(matter: Matter) -> Iterator[str]:
    """What the rule is true of: the measures of the accounts it looks at, never the numbers of items."""
    assessment = matter.figures.assessment
    measures = {step.id: measure_of(step) for step in assessment.steps}
    steps = [step for step in assessment.steps if isinstance(step, SameStoryStep) and step.policy in SAME_STORY]
    highest = {account for step in steps if step.policy == "highest" for account in step.of}
    said: dict[tuple[str, str], list[str]] = {}
    for step in steps:
        if step.policy == "highest" or not highest.issuperset(step.of):
            counted = [str(measures[account]) for account in step.of]
            when = matter.figures.period.this_year if step.across == "year" else "本期"
            said.setdefault((when, SAME_STORY[step.policy or ""]), []).extend(counted)
    for (when, policy), counted in said.items():
        yield f"同一稿件{when}被几家媒体采用的，{'、'.join(dict.fromkeys(counted))}{policy}。"


def _unverified(matter: Matter) -> Iterator[str]:
    """Duties that could not be checked: for nobody, or for which units and why."""
    quotas = matter.figures.quotas
    unchecked = quotas[~quotas["checkable"]]
    whole = [
        label
        for label in dict.fromkeys(unchecked["label"])
        if not (quotas["checkable"] & quotas["label"].eq(label)).any()
    ]
    if whole:
        tasks = listed(label.removesuffix("任务") for label in whole)
        yield f"{tasks}任务因没有可供核对的台账，无法核验{matter.see('quotas')}。"
    names = dict(zip(matter.figures.units["unit_code"], matter.figures.units["name"], strict=True))
    told: dict[tuple[str, ...], list[str]] = {}
    found: dict[tuple[str, str], list[str]] = {}
    for code, label, note in _partly_unchecked(quotas[~quotas["label"].isin(whole)]):
        found.setdefault((label, note), []).append(names.get(code, code))
    for (label, note), units in found.items():
        told.setdefault((note, *dict.fromkeys(units)), []).append(f"{Quoted(label)}")
    for (note, *units), labels in told.items():
        yield f"{listed(labels)}{_items(len(labels))}，{listed(units)}{Quoted(note)}{matter.see('quotas')}。"


def _partly_unchecked(quotas: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Unit code, duty and reason of what could not be checked; which spans, where others of the duty's spans could."""
    for (code, label), rows in quotas.groupby(["unit_code", "label"], sort=False):
        for note, missed in rows[~rows["checkable"]].groupby("note", sort=False):
            spans = f"（{which_spans(missed['span'])}）" if rows["checkable"].any() else ""
            yield str(code), f"{label}{spans}", str(note)


def _items(number: int) -> str:
    """一项 for one task, 各项 for several."""
    return "一项" if number == 1 else "各项"


def _handlings(matter: Matter) -> Iterator[str]:
    """What the assessment says of returns that no table can show (e.g. papers handed in)."""
    assessment = matter.figures.assessment
    for statement in assessment.statements:
        if statement.clause in (assessment.calendar.clause, assessment.ranking.clause):
            yield f"{Quoted(handling(statement, matter.figures).rstrip('。'))}。"


def _overview(matter: Matter) -> Iterator[str]:
    """总体情况: returns, items, points and cash, comparisons, the year, the office's own targets."""
    summary = matter.summary
    yield over.returns(matter) if matter.figures.over else _returns(matter)
    if summary.now.submitted:
        yield f"{summary.label}各单位共报送信息{summary.now.submitted}条。"
    if summary.now.items:
        yield f"{summary.label}共认定采用信息{summary.now.items}篇{_by_tier(matter)}。{_earned(matter)}"
    yield "".join([*map(_compared, summary.comparisons), *_year(matter)])
    if waiting := summary.verdicts[Verdict.PENDING]:
        yield f"另有{waiting}条信息待认定，没有计入以上数字{matter.see('rejected')}。"
    yield "".join(_targets(matter))


def _returns(matter: Matter) -> str:
    summary = matter.summary
    parts = [
        f"{words}{summary.standings[standing]}个"
        for standing, words in (
            (Standing.ON_TIME, "按时报送"),
            (Standing.NIL, "零采用申报"),
            (Standing.LATE, "逾期报送"),
            (Standing.MISSING, "未报送"),
            (Standing.HELD, "来件待经办处理"),
        )
        if summary.standings[standing]
    ]
    return f"应报送统计表的单位{summary.owed}个，其中{'，'.join(parts)}。" if parts else ""


def _by_tier(matter: Matter) -> str:
    """How the items fall on the tiers, where there are several to fall on."""
    summary = matter.summary
    if len(matter.figures.assessment.tiers) < 2:
        return ""
    if len(summary.tiers) < 2:
        return "".join(f"，均为{tier.name}" for tier in summary.tiers)
    return "，其中" + "，".join(f"{tier.name}{tier.items}篇（占{tier.share}）" for tier in summary.tiers)


def _earned(matter: Matter) -> str:
    now = matter.summary.now
    points = f"各单位积分合计{now.points}分" if now.points else ""
    cash = f"核算奖励{now.cash}元{matter.see('cash')}" if now.cash else ""
    said = "，".join(filter(None, [points, cash]))
    return f"{said}。" if said else ""


def _compared(comparison: Comparison) -> str:
    before = f"与{comparison.label}的{comparison.items}篇相比"
    if not comparison.direction:
        return f"{before}持平。"
    more, rise = ("增加", "增长") if comparison.direction > 0 else ("减少", "下降")
    rate = f"，{rise}{comparison.rate}" if comparison.rate else ""
    return f"{before}，{more}{comparison.difference}篇{rate}。"


def _year(matter: Matter) -> Iterator[str]:
    """The year so far, and which of its periods nothing is known of."""
    year: Totals = matter.summary.year
    missing = matter.summary.missing
    if not year.items or (year == matter.summary.now and not missing):
        return
    without = f"（{'、'.join(f'{name}' for name in missing)}的数据没有提供，没有计入）" if missing else ""
    counted = [
        f"报送{year.submitted}条" if year.submitted else "",
        f"采用{year.items}篇",
        f"积分{year.points}分" if year.points else "",
        f"核算奖励{year.cash}元" if year.cash else "",
    ]
    yield f"{matter.figures.period.this_year}累计{'，'.join(filter(None, counted))}{without}。"


def _targets(matter: Matter) -> Iterator[str]:
    """The office's own targets and how far they are."""
    quotas = owed_by_office(matter.figures)
    own = quotas[quotas["checkable"] & (quotas["required"] > 0)]
    entered = {target.key for target in matter.figures.assessment.targets() if target.entries}

    def of(quota: Any) -> str:
        return "次" if quota.target in entered else "篇" if quota.book == Book.ADOPTION else "条"

    said = [
        f"{Quoted(quota.label)}应完成{Count(quota.required)}{of(quota)}，"
        + (f"已完成{Count(quota.done)}{of(quota)}" if quota.done else "没有完成" if quota.final else "尚未开始")
        + (f"（{Quoted(quota.unchecked)}无法核验，没有计入）" if quota.unchecked else "")
        for quota in records(own)
    ]
    notes = set(own["note"])
    of_when = f"（{Quoted(notes.pop())}）" if len(notes) == 1 and "" not in notes and not any(own["unchecked"]) else ""
    if said:
        yield f"全局任务进度{of_when}：{'；'.join(said)}{matter.see('quotas')}。"


def _ranks(matter: Matter) -> Iterator[str]:
    """排名情况: the first three of each class, the first ten people."""
    for group in ranked(matter.figures):
        yield _best_units(group.name, group.units, ranked_by(matter.figures))
    yield _best_people(matter)
    yield from honoured(matter.figures, matter.see("honours"))


def _best_units(name: str, units: pd.DataFrame, by: Measured) -> str:
    """The first three places, ties together: 第一名甲（12分）；并列第二名乙、丙（各9分）."""
    best = units[(units["place"] <= BEST_UNITS) & (units[by.column] > 0)]
    places = [
        f"{'并列' if len(rows) > 1 else ''}第{ordinal(place)}名"
        + with_figures([(f"{Quoted(u.name)}", by.kind(getattr(u, by.column))) for u in records(rows)], by.unit)
        for place, rows in _by_place(best)
    ]
    return f"{Quoted(name or '各单位')}：{'；'.join(places)}。" if places else ""


def _by_place(units: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    for _, rows in units.groupby("place"):
        yield int(rows["place"].iloc[0]), rows


def _best_people(matter: Matter) -> str:
    people = matter.figures.people.sort_values("place", kind="stable")
    by = people_ranked_by(matter.figures)
    best = people[(people["place"] <= BEST_PEOPLE) & (people[by.column] > 0)]
    if best.empty:
        return ""
    entries = [(f"{Quoted(p.name)}（{Quoted(p.unit_name)}）", by.kind(getattr(p, by.column))) for p in records(best)]
    said = "；".join(_person_group(list(group), by.unit) for _, group in groupby(entries, key=lambda entry: entry[1]))
    first = f"前{ordinal(BEST_PEOPLE)}名" if len(people[people[by.column] > 0]) > BEST_PEOPLE else "情况"
    return f"个人{by.title}{first}：{said}。{_all_people(matter)}"


def _person_group(group: list[tuple[str, Count]], unit: str) -> str:
    names = "、".join(name for name, _ in group)
    return f"{names}{'各' if len(group) > 1 else ''}{group[0][1]}{unit}"


def _all_people(matter: Matter) -> str:
    both = [matter.tags[key] for key in ("units", "people") if key in matter.tags]
    return f"全部名次见{'、'.join(f'{tag}' for tag in both)}。" if both else ""


def _contact(matter: Matter) -> str:
    office = matter.figures.office
    return (
        f"对本通报有疑问的，请与{Quoted(office.department)}联系"
        f"（联系人：{Quoted(office.contact.person)}，电话：{Quoted(office.contact.phone)}）。"
    )
