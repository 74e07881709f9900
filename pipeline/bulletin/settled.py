"""How the office settled what its assessment leaves open, in words: a reading's label, or a value spelt out."""

from __future__ import annotations

from typing import Any

from pipeline.bulletin.words import clean
from schemas.assessment import Assessment, BaseStep
from schemas.conditions import FACTS
from schemas.gaps import SettledGap
from schemas.vocabulary import SUFFIX


def answer(gap: SettledGap, assessment: Assessment) -> str:
    """The decision in words; a value is always spelt out, the office's note follows it."""
    decision = gap.decision
    if decision.reading:
        words = gap.gap.readings[decision.reading].label
    else:
        words = _value(decision.value, assessment, _suffix(gap.path, assessment))
    return clean(f"{words}（{decision.note}）" if decision.note else words)


def _suffix(path: str, assessment: Assessment) -> str:
    """篇, 分 or 元: what the step at this path counts."""
    measures = {f"steps.{step.id}": step.measure for step in assessment.steps if isinstance(step, BaseStep)}
    measure = measures.get(path.rpartition(".")[0])
    return SUFFIX[measure] if measure else ""


def _value(value: Any, assessment: Assessment, suffix: str) -> str:
    if isinstance(value, list):
        return "；".join(_value(item, assessment, suffix) for item in value)
    if isinstance(value, dict) and "amount" in value:
        where = _where(value.get("where", {}), assessment)
        return f"{where or '各项'}：每篇{value['amount']}{suffix}"
    if isinstance(value, dict) and "required" in value:
        return f"{value.get('label', '')}：{_required(value['required'])}"
    return str(value)


def _required(required: Any) -> str:
    if isinstance(required, dict):
        return "、".join(f"{unit_class}{number}篇" for unit_class, number in required.items())
    return f"{required}篇"


def _where(where: dict[str, Any], assessment: Assessment) -> str:
    """A condition in words: 市级、全文."""
    return "，".join(_test(fact, wanted, assessment) for fact, wanted in where.items())


def _test(fact: str, wanted: Any, assessment: Assessment) -> str:
    kind, label = FACTS[fact]
    if isinstance(wanted, dict):
        return f"{label}不少于{wanted['at_least']}"
    values = wanted if isinstance(wanted, list) else [wanted]
    if kind is bool:
        return "或".join(label if value else f"非{label}" for value in values)
    names = assessment.tier_names() if fact == "tier" else {}
    words = "或".join(names.get(value, str(value)) for value in values)
    return f"{label}{words}" if kind is int else words
