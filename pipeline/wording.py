"""Conditions, amounts and decided values in plain Chinese, for the bulletin's annex and the terminal alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.assessment import Assessment
from schemas.conditions import FACTS, Among, Bounds, Days, Test, Where
from schemas.duties import CompositeStep, Consequence, QuotaStep, Relative
from schemas.gaps import OpenGap, SettledGap
from schemas.periods import MONTHS
from schemas.steps import BaseStep, ManualStep, ShareStep
from schemas.vocabulary import SUFFIX, Book, Measure

ORDINAL = frozenset({"page", "position"})
"""Facts whose number is a place in a row of things: 第1版, not 1版."""

LABELLED = frozenset({"importance", "programme"})
"""Facts whose words alone do not say what they are about: 重要, 新闻联播."""
EACH: dict[str, str] = {
    "quarter": "每季度", "month": "每月", "halfyear": "每半年", "year": "每年", "campaign": "活动"
}  # fmt: skip
"""What a period is called in “every …”, by the cadence."""
HAPPENED = frozenset({"heavy_rewrite", "untrue"})
"""Facts that say what became of a row, not what it is."""


def where_in_words(where: Mapping[str, Any], assessment: Assessment) -> str:
    """A condition as written (fact → value, values or form) in words: 市级，全文或综合."""
    said = (_test_in_words(fact, test, assessment) for fact, test in Where(dict(where)).tests())
    return "，".join(filter(None, said))


def _test_in_words(fact: str, test: Test, assessment: Assessment) -> str:
    label, kind = FACTS[fact].label, FACTS[fact].kind
    if isinstance(test, Days):
        return _days_in_words(test)
    if isinstance(test, Bounds):
        return _bounds_in_words(fact, test)
    if isinstance(test, Among):
        return _among_in_words(fact, test, assessment)
    if kind is bool and len(set(test)) > 1:
        return ""  # either will do: no condition at all
    if kind is bool:
        return label if test[0] else _denied(fact)
    if kind is int:
        return label + "或".join(_number(fact, value) for value in test)
    words = "或".join(_word(fact, value, assessment) for value in test)
    return f"{label}为{words}" if fact in LABELLED else words


def _days_in_words(days: Days) -> str:
    """2026年7月1日起, 2026年6月30日止."""
    first, last = (f"{day.year}年{day.month}月{day.day}日" if day else "" for day in (days.since, days.until))
    return f"{first}至{last}" if first and last else f"{first}起" if first else f"{last}止"


def _denied(fact: str) -> str:
    """That a fact is not so: 没有撰稿人, 未报局审核, 非任务媒体."""
    label = FACTS[fact].label
    if fact.startswith("has_"):
        return f"没{label}"
    if "已" in label:
        return label.replace("已", "未")
    if fact == "in_time":
        return f"未{label}"
    return f"没有{label}" if fact in HAPPENED else f"非{label}"


def _bounds_in_words(fact: str, bounds: Bounds) -> str:
    label, least, most = FACTS[fact].label, bounds.at_least, bounds.at_most
    if most is None and fact in ORDINAL:
        return f"第{least}{FACTS[fact].unit}及以后"
    if most is None:
        return f"{label}不少于{least}{FACTS[fact].unit}"
    if fact in ORDINAL and bounds.lowest == 1:
        return f"前{most}{FACTS[fact].unit}" if most > 1 else f"第1{FACTS[fact].unit}"
    if least is None:
        return f"{label}不多于{most}{FACTS[fact].unit}"
    return f"{label}{'第' if fact in ORDINAL else ''}{least}至{most}{FACTS[fact].unit}"


def _among_in_words(fact: str, among: Among, assessment: Assessment) -> str:
    def listed(words: tuple[str, ...]) -> str:
        return "、".join(_word(fact, word, assessment) for word in words)

    if FACTS[fact].kind is str:
        return _word_in_words(fact, among, assessment)
    verbs = ("符合{}", "同时符合{}", "不符合{}") if fact == "meets" else ("有{}", "{}都有", "没有{}")
    several = "之一" if len(among.any) > 1 else ""
    said = [(among.any, verbs[0] + several), (among.all, verbs[1]), (among.none, verbs[2])]
    label = "" if fact == "meets" else FACTS[fact].label
    return label + "，".join(verb.format(listed(words)) for words, verb in said if words)


def _word_in_words(fact: str, among: Among, assessment: Assessment) -> str:
    """A form on text, which is one word: 市级或省级, 转载以外."""
    wanted = "或".join(_word(fact, word, assessment) for word in (*among.any, *among.all))
    other = "、".join(_word(fact, word, assessment) for word in among.none)
    return "，".join(filter(None, [wanted, f"{other}以外" if other else ""]))


def _number(fact: str, number: int) -> str:
    return f"第{number}{FACTS[fact].unit}" if fact in ORDINAL else f"{number}{FACTS[fact].unit}"


def _word(fact: str, word: str, assessment: Assessment) -> str:
    """A word as people say it: a tier and a definition by its name, a blank as what it stands for."""
    if not word:
        return "名录外媒体" if fact == "tier" else f"{FACTS[fact].label}空白"
    names: Mapping[str, str] = {}
    if fact in ("tier", "tiers_of_story"):
        names = assessment.tier_names()
    elif fact == "meets":
        names = {definition.id: f"“{definition.name}”" for definition in assessment.definitions}
    return names.get(word, word)


def decision_in_words(gap: SettledGap, assessment: Assessment) -> str:
    """How the office settled a gap; a value is always spelt out, the office's note follows it."""
    decision = gap.decision
    if decision.reading:
        words = gap.gap.readings[decision.reading].label
    else:
        words = _number_decided(gap, assessment) or value_in_words(
            decision.value, assessment, *_counted(gap.path, assessment)
        )
    return f"{words}（{decision.note}）" if decision.note else words


def _number_decided(gap: SettledGap, assessment: Assessment) -> str:
    """A number that would say nothing alone: 9月, 分到0.1分; blank for any other value."""
    if gap.path == "year.begins":
        return f"{gap.decision.value}月"
    if gap.path.endswith(".smallest"):
        return f"分到{gap.decision.value}{_suffix(_counted(gap.path, assessment)[0])}"
    return ""


def example_in_words(opened: OpenGap, assessment: Assessment) -> str:
    """The example of an open value, as it would read once decided."""
    return value_in_words(opened.gap.example, assessment, *_counted(opened.path, assessment))


def _counted(path: str, assessment: Assessment) -> tuple[Measure | None, Book]:
    """What the amounts of the step at this path count, and the rows of which book."""
    step = next((step for step in assessment.steps if path.startswith(f"steps.{step.id}.")), None)
    measure = step.measure if isinstance(step, BaseStep | ManualStep | CompositeStep | Consequence) else None
    measure = step.into if isinstance(step, ShareStep) else measure
    return measure, step.book if isinstance(step, BaseStep | QuotaStep) else Book.ADOPTION


def value_in_words(value: Any, assessment: Assessment, measure: Measure | None, book: Book = Book.ADOPTION) -> str:
    """A decided value, or a list of them, in words: 市级，全文：每篇3分. `measure` is what its amounts count."""
    if isinstance(value, list | tuple):
        return "；".join(value_in_words(item, assessment, measure, book) for item in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if not isinstance(value, dict):
        return str(value)
    if "month_of_period" in value:
        cadence = assessment.cadence or "quarter"
        month = f"第{value['month_of_period']}个月的" if MONTHS.get(cadence) != 1 else ""
        return f"{EACH[cadence]}{month}{value['day']}日"
    if "begins" in value and "ends" in value:
        days = (f"{value[key]['month']}月{value[key]['day']}日" for key in ("begins", "ends"))
        return f"{value.get('name', '')}{'至'.join(days)}"
    if value and value.keys() <= FACTS.keys():
        return where_in_words(value, assessment)
    if "share" in value:
        return required_in_words(value, book, assessment)
    if "title" in value:
        return f"{value['title']}：前{value.get('places', '？')}名"
    if "required" in value:
        return f"{value.get('label', '')}：{required_in_words(value['required'], book, assessment)}"
    if "target" in value:
        return f"{value['target']}：{value.get('amount', '')}{_suffix(measure)}"
    if "level" in value or "to_zero" in value:
        return f"{value.get('level') or '每件'}：{entry_in_words(value.get('amount'), measure)}"
    if "amount" in value:
        where = where_in_words(value.get("where", {}), assessment)
        return f"{where or '各项'}：每{counted(book)}{value['amount']}{_suffix(measure)}"
    return "，".join(f"{key} {value_in_words(inner, assessment, measure, book)}" for key, inner in value.items())


def entry_in_words(amount: Any, measure: Measure | None) -> str:
    """What one entry earns or costs; no amount takes away everything."""
    return f"{amount}{_suffix(measure)}" if amount is not None else "不得分"


def required_in_words(
    required: int | Mapping[str, Any] | Relative, book: Book = Book.ADOPTION, assessment: Assessment | None = None
) -> str:
    """How many are owed: 6篇, or 中心校10篇、直属学校8篇, or a part of what was submitted or of the average."""
    if isinstance(required, Mapping) and "share" in required:
        required = Relative.model_validate(required)
    if isinstance(required, Relative):
        share = f"{(required.share * 100).normalize():f}"
        which = f"（{where_in_words(required.counts.root, assessment)}）" if assessment and required.counts.root else ""
        return f"不少于报送数{which}的{share}%" if required.of == "submitted" else f"不少于各时段平均数的{share}%"
    if isinstance(required, Mapping):
        return "、".join(f"{name}{number}{counted(book)}" for name, number in required.items())
    return f"{required}{counted(book)}"


def counted(book: Book) -> str:
    """What a row of a book is: 篇 that was adopted, 条 that was sent in."""
    return "篇" if book == Book.ADOPTION else "条"


def _suffix(measure: Measure | None) -> str:
    return SUFFIX[measure] if measure else ""
