"""What no single key of an assessment shows: citations, references between rules, words that do not exist.

Every check yields `Problem`s; `problems` puts them together. Conditions are looked at in
`conditions`, tariffs in `tariffs`, steps and the accounts they adjust in `steps`, the count of 采用篇数 in `items`,
keys that must not be left out in `written`, what only a roster can tell in `roster`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from schemas.assessment import Assessment
from schemas.conditions import nearest
from schemas.gaps import Gap
from schemas.soundness.bulletin import bulletin_problems
from schemas.soundness.conditions import condition_problems, where_problems
from schemas.soundness.items import item_problems
from schemas.soundness.problem import Location, Problem
from schemas.soundness.roster import outlet_problems, role_problems
from schemas.soundness.steps import step_problems
from schemas.soundness.tariffs import tariff_problems
from schemas.soundness.written import Opened, unwritten_problems
from schemas.steps import BaseStep
from schemas.strict import Rule
from schemas.template import ALL_COLUMNS, COLUMNS

__all__ = ["Location", "Opened", "Problem", "gap_problems", "outlet_problems", "problems", "role_problems"]


def problems(
    assessment: Assessment,
    gap_clauses: Collection[str] = (),
    decided: Collection[str] = (),
    opened: Opened | None = None,
) -> list[Problem]:
    """Everything unsound in an assessment.

    `gap_clauses` are the clauses its gaps rest on; `decided` the dotted paths of the gaps an office has decided: what
    only a decision puts out of reach is no slip of the document; `opened` the gaps not decided, by their place.
    """
    return [
        *_lost_clauses(assessment),
        *_uncited(assessment, gap_clauses),
        *_ids(assessment),
        *_tiers(assessment),
        *_choices(assessment),
        *_cells(assessment),
        *condition_problems(assessment),
        *tariff_problems(assessment, decided),
        *step_problems(assessment, opened or {}),
        *item_problems(assessment),
        *bulletin_problems(assessment),
        *unwritten_problems(assessment, opened or {}),
    ]


def gap_problems(assessment: Assessment, gaps: Iterable[tuple[Location, Gap]]) -> list[Problem]:
    """What is unsound in gaps: a clause that is not listed, two readings with one name, a `when` that never comes."""
    return [problem for location, gap in gaps for problem in _gap(assessment, location, gap)]


def _gap(assessment: Assessment, location: Location, gap: Gap) -> Iterator[Problem]:
    if gap.clause not in assessment.clauses:
        yield Problem((*location, "clause"), _not_listed(gap.clause))
    labels = [reading.label for reading in gap.readings.values()]
    for number, (key, reading) in enumerate(gap.readings.items()):
        if reading.label in labels[:number]:
            yield Problem((*location, "readings", key), f"与前面一种读法同名（{reading.label}），无从选择")
    if not gap.readings and gap.example is None:
        yield Problem(location, "这处没有规定的事项既没有列读法（readings），也没有示例（example）", grave=False)
    if gap.when != "always" and gap.when.rows is not None:
        yield from where_problems(assessment, (*location, "when", "rows"), gap.when.books, gap.when.rows)
    kinds = list(assessment.entry_kinds())
    if gap.when != "always" and gap.when.entries and gap.when.entries not in kinds:
        said = f"没有登记事项“{gap.when.entries}”{nearest(gap.when.entries, kinds)}"
        yield Problem((*location, "when", "entries"), f"{said}，可用的有：{'、'.join(kinds) or '（无）'}")


def _not_listed(clause: str) -> str:
    return f"引用的条款 {clause} 没有列在 clauses 下"


def _lost_clauses(assessment: Assessment) -> Iterator[Problem]:
    for location, clause in cited(assessment):
        if clause not in assessment.clauses:
            yield Problem(location, _not_listed(clause))


def _uncited(assessment: Assessment, gap_clauses: Collection[str]) -> Iterator[Problem]:
    used = {clause for _, clause in cited(assessment)} | set(gap_clauses)
    for code in assessment.clauses:
        if code not in used:
            yield Problem(("clauses", code), f"没有一条规则依据条款 {code}，请核对是否漏写", grave=False)


def cited(assessment: Assessment) -> Iterator[tuple[Location, str]]:
    """Every clause that anything but a gap rests on, and where it is cited."""
    yield ("calendar", "clause"), assessment.calendar.clause
    yield ("calendar", "late", "clause"), assessment.calendar.late.clause
    yield ("ranking", "clause"), assessment.ranking.clause
    if assessment.payout:
        yield ("payout", "clause"), assessment.payout.clause
    for location, rule in rules_of(assessment):
        yield (*location, "clause"), rule.clause
    for i, definition in enumerate(assessment.definitions):
        for j, clause in enumerate(definition.clauses):
            yield ("definitions", i, "clauses", j), clause
    for i, step in enumerate(assessment.steps):
        for j, row in enumerate(step.tariff) if isinstance(step, BaseStep) else ():
            if row.clause:
                yield ("steps", i, "tariff", j, "clause"), row.clause
    for i, statement in enumerate(assessment.statements):
        yield ("statements", i, "clause"), statement.clause


def rules_of(assessment: Assessment) -> Iterator[tuple[Location, Rule]]:
    """Everything that has an id and a clause, with its place."""
    lists: dict[str, Iterable[Rule]] = {
        "definitions": assessment.definitions,
        "admissibility": assessment.admissibility,
        "steps": assessment.steps,
        "commendations": assessment.commendations,
    }
    for name, rules in lists.items():
        for i, rule in enumerate(rules):
            yield (name, i), rule


def _ids(assessment: Assessment) -> Iterator[Problem]:
    seen: set[str] = set()
    for location, rule in rules_of(assessment):
        if rule.id in seen:
            yield Problem((*location, "id"), f"规则代号 {rule.id} 重复，本文件内每个代号只能用一次")
        if "." in rule.id:  # the dot parts the path under which an office decides a gap
            yield Problem((*location, "id"), f"规则代号 {rule.id} 不能含有点号")
        seen.add(rule.id)


def _tiers(assessment: Assessment) -> Iterator[Problem]:
    for i, tier in enumerate(assessment.tiers):
        before = assessment.tiers[:i]
        if tier.id in [other.id for other in before]:
            yield Problem(("tiers", i, "id"), f"级别代号 {tier.id} 重复")
        if tier.name in [other.name for other in before]:
            yield Problem(("tiers", i, "name"), f"级别名称“{tier.name}”重复")


def _choices(assessment: Assessment) -> Iterator[Problem]:
    known = [column.key for column in ALL_COLUMNS if column.choices and column.key in column.facts]
    known.remove("paid")  # 是 or 否 whatever the document says
    for key, words in assessment.choices.items():
        if key not in known:
            yield Problem(("choices", key), f"“{key}”不是有选项的栏目，可用的有：{'、'.join(known)}")
        elif not words or len(set(words)) < len(words) or "" in words:
            yield Problem(("choices", key), "选项不能空着，也不能重复")


def _cells(assessment: Assessment) -> Iterator[Problem]:
    for i, rule in enumerate(assessment.admissibility):
        headers = {column.key: column.header for column in COLUMNS.get(rule.book, ())}
        if headers and rule.cell not in headers:
            listed = "、".join(f"{key}（{header}）" for key, header in headers.items())
            said = f"{rule.book}没有“{rule.cell}”这一栏{nearest(rule.cell, headers)}，可用的有：{listed}"
            yield Problem(("admissibility", i, "cell"), said)
