"""What a rule may test on a row: a closed list of facts, and conditions on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, RootModel, model_validator
from rapidfuzz import fuzz, process

from schemas.roster import OUTLET_KINDS
from schemas.template import ALL_COLUMNS
from schemas.vocabulary import RETURNED_BOOKS, Book

ALIKE = 65
"""How alike (of 100) an unknown word and a known one must be to be taken for a slip."""
BOTH, ADOPTIONS, SUBMISSIONS = RETURNED_BOOKS, (Book.ADOPTION,), (Book.SUBMISSION,)


@dataclass(frozen=True)
class Fact:
    """What is known of a row: its type (str, bool, int, or set for several words), its Chinese name, in which books."""

    kind: type
    label: str
    books: tuple[Book, ...] = ADOPTIONS
    unit: str = ""
    """What a number counts, e.g. 字."""
    scale: int = 1
    """The column's integer for one such unit: 100 for yuan, which are kept in fen."""


FACTS: dict[str, Fact] = {
    "unit_class": Fact(str, "单位类别", BOTH),
    "headcount": Fact(int, "单位人数", BOTH, "人"),
    "unit_count": Fact(int, "合作单位数", BOTH, "个单位"),
    "day": Fact(date, "日期", BOTH),
    "matter": Fact(str, "事项类别", SUBMISSIONS),
    "importance": Fact(str, "重要程度", SUBMISSIONS),
    "tier": Fact(str, "级别", BOTH),
    "tiers_of_story": Fact(set, "同稿采用级别"),
    "outlet": Fact(str, "媒体", BOTH),
    "outlet_kind": Fact(str, "媒体类型"),
    "method": Fact(str, "采用方式"),
    "origin": Fact(str, "原发或转载"),
    "instruction_level": Fact(str, "批示领导层级"),
    "paid": Fact(bool, "有偿刊发"),
    "fee": Fact(int, "稿费", ADOPTIONS, "元", 100),
    "channel": Fact(str, "投稿渠道"),
    "programme": Fact(str, "栏目或节目"),
    "in_targets": Fact(bool, "任务媒体"),
    "in_cash": Fact(bool, "现金认定媒体"),
    "genre": Fact(str, "体裁", BOTH),
    "page": Fact(int, "版次", ADOPTIONS, "版"),
    "position": Fact(int, "题次或条序", ADOPTIONS, "题"),
    "length": Fact(int, "字数", BOTH, "字"),
    "has_author": Fact(bool, "有撰稿人", BOTH),
    "has_reviewer": Fact(bool, "有审稿人", BOTH),
    "has_evidence": Fact(bool, "有证明材料"),
    "evidence_kinds": Fact(set, "证明材料种类"),
    "precleared": Fact(bool, "已报局审核"),
    "author_count": Fact(int, "撰稿人数", BOTH, "人"),
    "outlets_of_story": Fact(int, "同稿媒体数", ADOPTIONS, "家"),
    "uses_of_story": Fact(int, "同稿采用次数", ADOPTIONS, "次"),
    "reviewer_count": Fact(int, "审稿人数", BOTH, "人"),
    "registered": Fact(bool, "已列入报送台账"),
    "head_signed": Fact(bool, "科室负责人已签批", BOTH),
    "leader_signed": Fact(bool, "分管领导已签批", BOTH),
    "in_time": Fact(bool, "按规定时间报送", SUBMISSIONS),
    "heavy_rewrite": Fact(bool, "大幅改动", BOTH),
    "untrue": Fact(bool, "失实", BOTH),
    "meets": Fact(set, "认定标准", BOTH),
}
"""Each is a column of `records.Facts`. A number that was not filled in is 0 and meets no bound."""
LINKING_FACTS = frozenset({"registered", "head_signed", "leader_signed"})
"""Facts an adoption has from its line in 报送台账, so that an assessment testing them asks for both books."""
CHOICES: dict[str, tuple[str, ...]] = {
    **{
        column.key: column.choices
        for column in ALL_COLUMNS
        if column.choices and column.key in FACTS and column.key != "paid"
    },
    "outlet_kind": OUTLET_KINDS,
}
"""Facts with a closed list of values; an assessment may name its own list for a column."""


TYPES: dict[type, str] = {
    bool: "应写 true 或 false",
    int: "应写整数",
    str: "应写文字",
    set: "应写文字",
    date: "应写 since（自哪天起）、until（到哪天止）",
}
"""What to write for a fact of each type."""


class Form(BaseModel):
    """A test that is more than a value or a list of values."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bounds(Form):
    """A number is at least and at most this many (以上、不少于、前几 include the number itself)."""

    at_least: int | None = None
    at_most: int | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Bounds:
        if self.at_least is None and self.at_most is None:
            raise ValueError("请写明 at_least（不少于）或 at_most（不多于）")
        if self.at_most is not None and self.lowest > self.at_most:
            raise ValueError(f"没有数能不少于{self.lowest}又不多于{self.at_most}")
        return self

    @property
    def lowest(self) -> int:
        """The least number inside; never below 1, because 0 means that nothing was filled in."""
        return max(1, self.at_least or 1)

    def holds(self, number: int) -> bool:
        """Whether a number is inside."""
        return self.lowest <= number and (self.at_most is None or number <= self.at_most)

    def apart(self, other: Bounds) -> bool:
        """Whether no number is inside both."""
        tops = [top for top in (self.at_most, other.at_most) if top is not None]
        return bool(tops) and max(self.lowest, other.lowest) > min(tops)


class Among(Form):
    """Of several words at least one (`any`), all, or none of the listed ones are there; text is one word or none."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Among:
        if not (self.any or self.all or self.none):
            raise ValueError("请写明 any（至少有一种）、all（各种都有）或 none（都没有）")
        return self

    def holds(self, words: frozenset[str]) -> bool:
        """Whether a set of words meets this test."""
        some = not self.any or not words.isdisjoint(self.any)
        return some and words.issuperset(self.all) and words.isdisjoint(self.none)

    def apart(self, other: Among) -> bool:
        """Whether no set of words can meet both: what one must have the other must not."""
        return any(
            not set(one.all).isdisjoint(two.none) or (bool(one.any) and set(one.any) <= set(two.none))
            for one, two in ((self, other), (other, self))
        )


class Days(Form):
    """A day from `since` to `until`, both included; what is in force from or until a day is written so."""

    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Days:
        if self.since is None and self.until is None:
            raise ValueError("请写明 since（自哪天起）或 until（到哪天止）")
        if self.first > self.last:
            raise ValueError(f"自{self.since}起在到{self.until}止之后，没有这样的日子")
        return self

    @property
    def first(self) -> date:
        """The first day inside."""
        return self.since or date.min

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.until or date.max

    def apart(self, other: Days) -> bool:
        """Whether no day is inside both."""
        return max(self.first, other.first) > min(self.last, other.last)


Test: TypeAlias = tuple[Any, ...] | Bounds | Among | Days
"""The accepted values, or a form."""


FORMS: dict[type, type[Bounds | Among | Days]] = {int: Bounds, str: Among, set: Among, date: Days}
"""The form that tests facts of each type."""


class Where(RootModel[dict[str, Any]]):
    """A condition: every named fact equals the value, is one of the values, or meets a form."""

    @model_validator(mode="after")
    def _known_facts_of_the_right_type(self) -> Where:
        for fact, wanted in self.root.items():
            if fact not in FACTS:
                raise ValueError(_no_such_fact(fact))
            _test(fact, wanted)
        return self

    def tests(self) -> Iterator[tuple[str, Test]]:
        """Each fact with its test."""
        for fact, wanted in self.root.items():
            yield fact, _test(fact, wanted)

    def words(self) -> Iterator[tuple[str, str]]:
        """Each (fact, word) that text or set facts are compared with."""
        for fact, test in self.tests():
            listed = (*test.any, *test.all, *test.none) if isinstance(test, Among) else test
            for word in listed if isinstance(listed, tuple) and FACTS[fact].kind in (str, set) else ():
                yield fact, word

    def excludes(self, other: Where) -> bool:
        """True when no row can meet both conditions (some fact has no value that passes both tests)."""
        mine, theirs = dict(self.tests()), dict(other.tests())
        return any(_apart(mine[fact], theirs[fact]) for fact in mine.keys() & theirs.keys())

    def implies(self, other: Where) -> bool:
        """True when every row that meets this condition is sure to meet the other."""
        mine = dict(self.tests())
        return all(fact in mine and _within(mine[fact], test) for fact, test in other.tests())


def nearest(word: str, known: Iterable[str] | Mapping[str, str]) -> str:
    """“，是不是 …” with the known word (or the key of a known name) most like an unknown one; blank when none is alike."""
    names = known if isinstance(known, Mapping) else {one: one for one in known}
    spelled = {spelling: key for key, name in names.items() for spelling in (name, key)}
    match = process.extractOne(word, list(spelled), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return f"，是不是 {spelled[match[0]]}" if match else ""


def _no_such_fact(name: str) -> str:
    labels = {fact: known.label for fact, known in FACTS.items()}
    listed = "、".join(f"{fact}（{label}）" for fact, label in labels.items())
    return f"没有“{name}”这个事实{nearest(name, labels)}，可用的有：{listed}"


def _test(fact: str, wanted: Any) -> Test:
    """The test a written value stands for; raises ValueError when it does not fit the fact's type."""
    kind = FACTS[fact].kind
    if isinstance(wanted, dict) and kind is not bool:
        return FORMS[kind].model_validate(wanted)
    values = tuple(wanted) if isinstance(wanted, list | tuple) else (wanted,)
    expected = str if kind is set else kind
    if kind is date or not values or any(type(value) is not expected for value in values):
        written = "、".join(str(value).lower() if value in (True, False) else str(value) for value in values)
        raise ValueError(f"“{fact}”（{FACTS[fact].label}）不能与“{written}”比较，{TYPES[kind]}")
    return Among(any=values) if kind is set else values


def _apart(one: Test, two: Test) -> bool:
    if isinstance(one, tuple) and isinstance(two, tuple):
        return set(one).isdisjoint(two)
    if isinstance(one, Bounds) and isinstance(two, Bounds):
        return one.apart(two)
    if isinstance(one, Among) and isinstance(two, Among):
        return one.apart(two)
    if isinstance(one, Days) and isinstance(two, Days):
        return one.apart(two)
    values, form = (one, two) if isinstance(one, tuple) else (two, one)
    return isinstance(values, tuple) and not any(_passes(form, value) for value in values)


def _within(one: Test, two: Test) -> bool:
    """Whether whatever passes `one` passes `two`, as far as this can be told without looking at rows."""
    if isinstance(one, tuple):
        return all(_passes(two, value) for value in one)
    return one == two


def _passes(test: Test, value: Any) -> bool:
    """Whether one value passes; text is a set of one word, or of none when it is blank."""
    if isinstance(test, Bounds):
        return test.holds(value)
    return test.holds(frozenset(filter(None, [value]))) if isinstance(test, Among) else value in test
