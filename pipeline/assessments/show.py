"""One assessment as a page to read: what it counts, how it computes, what it leaves open and how that was decided."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.assessments import words
from pipeline.assessments.step_words import step_in_words
from pipeline.rules import Rules
from pipeline.wording import decision_in_words, example_in_words, where_in_words
from schemas.assessment import Assessment
from schemas.conditions import FACTS
from schemas.gaps import PERIOD_FACTS, OpenGap, SettledGap


def page(rules: Rules) -> Group:
    """The whole page, printed top to bottom."""
    plan = rules.assessment
    sections = {
        "条款": [f"{code}（{clause.place}）{clause.text}" for code, clause in plan.clauses.items()],
        "本办法自定的选项": [
            f"{FACTS[key].label}：{'、'.join(chosen)}" for key, chosen in plan.choices.items() if key in FACTS
        ],
        "级别（自低到高）": ["、".join(tier.name for tier in plan.tiers)],
        "认定标准": [words.definition_in_words(one, plan) for one in plan.definitions],
        "时限": [
            *([f"多久一期{words.OPEN}"] if any(gap.path == "cadence" for gap in rules.open) else []),
            *words.calendar_in_words(plan),
            words.year_in_words(plan.year, _opened(rules, "year")),
        ],
        "哪些信息不计": [words.admissibility_in_words(one, plan) for one in plan.admissibility],
        "怎样计算（按下列先后计算）": list(_steps(rules)),
        "排名与发放": words.ranking_in_words(plan, _opened(rules, "ranking")),
        "表彰": [
            words.commendation_in_words(one, _opened(rules, "commendations", one.id)) for one in plan.commendations
        ],
        "通报": words.bulletin_in_words(plan.bulletin),
        "未规定的事项": list(_gaps(rules)),
        "不计算的条款": [f"{one.clause}：{one.handling}" for one in plan.statements],
        "请留意": list(rules.notices),
    }
    title = f"{plan.title}（{plan.id}，{plan.effective_from:%Y-%m-%d}起施行）"
    parts: list[RenderableType] = [Text(title, style="bold")]
    for name, lines in sections.items():
        if lines:
            parts += [Text(f"\n{name}", style="bold"), *(Text(f"  {line}") for line in lines)]
    return Group(*parts)


def _steps(rules: Rules) -> Iterator[str]:
    for number, step in enumerate(rules.assessment.steps, start=1):
        yield f"{number}. {step_in_words(step, rules.assessment, _opened(rules, 'steps', step.id))}"


def _opened(rules: Rules, *path: str) -> frozenset[str]:
    """The keys under a path that are open."""
    start = ".".join([*path, ""])
    return frozenset(gap.path.removeprefix(start) for gap in rules.open if gap.path.startswith(start))


def _gaps(rules: Rules) -> Iterator[str]:
    for settled in rules.settled:
        decision = settled.decision
        yield _gap(settled, rules.assessment)
        yield f"    本单位决定：{decision_in_words(settled, rules.assessment)}（{decision.by}，{decision.on.isoformat()}）"
    for opened in rules.open:
        yield _gap(opened, rules.assessment)
        yield f"    {_offered(opened, rules.assessment)}"


def _gap(item: OpenGap | SettledGap, assessment: Assessment) -> str:
    return f"{item.gap.gap}（{item.gap.clause}，{item.path}；{_when(item, assessment)}）"


def _when(item: OpenGap | SettledGap, assessment: Assessment) -> str:
    """What makes a decision necessary."""
    when = item.gap.when
    if when == "always":
        return "每期都用得到"
    if when.period:
        return f"{PERIOD_FACTS[when.period]}时用得到"
    if when.entries:
        return f"有“{when.entries}”的登记事项时用得到"
    where = where_in_words(when.rows.root, assessment) if when.rows else ""
    return f"{'、'.join(when.books)}中有{where or '填报的行'}时用得到"


def _offered(item: OpenGap, assessment: Assessment) -> str:
    """The ways to settle a gap that is still open."""
    if item.gap.readings:
        return "可选：" + "；".join(f"{key}（{reading.label}）" for key, reading in item.gap.readings.items())
    return f"须定数值，示例：{example_in_words(item, assessment)}"
