"""A model's faults in the officer's language; messages the models write themselves are Chinese already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, RootModel

from schemas.conditions import Where, nearest

STEP_TAG = "step"
FORM_KEYS = {
    "at_least": "不少于",
    "at_most": "不多于",
    "any": "至少有一种",
    "all": "各种都有",
    "none": "一种也没有",
    "since": "自哪天起",
    "until": "到哪天止",
}
"""The keys of the forms of a condition."""

_WORDS: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true（是）或 false（否）",
    "bool_parsing": "应为 true（是）或 false（否）",
    "string_type": "应为文字；数字或日期当文字用时请加引号",
    "string_too_short": "不能空着",
    "date_type": "应为日期，如 2026-01-05",
    "date_parsing": "应为日期，如 2026-01-05",
    "date_from_datetime_parsing": "应为日期，如 2026-01-05",
    "date_from_datetime_inexact": "应为日期，不写时刻，如 2026-01-05",
    "list_type": "应为一串，每项一行以“- ”开头，或写在方括号内",
    "tuple_type": "应为一串，每项一行以“- ”开头，或写在方括号内",
    "dict_type": "应由“项目: 值”组成",
    "model_type": "应由“项目: 值”组成",
    "model_attributes_type": "应由“项目: 值”组成",
    "greater_than_equal": lambda context: f"不能小于 {context['ge']}",
    "less_than_equal": lambda context: f"不能大于 {context['le']}",
    "greater_than": lambda context: f"应大于 {context['gt']}",
    "less_than": lambda context: f"应小于 {context['lt']}",
    "too_short": lambda context: f"至少写 {context['min_length']} 项",
    "union_tag_invalid": lambda context: (
        f"没有“{context['tag']}”这种步骤{nearest(str(context['tag']), _choices(context['expected_tags']))}，"
        f"可用的有：{'、'.join(_choices(context['expected_tags']))}"
    ),
}


def fault_in_words(model: type[BaseModel], fault: Any) -> str:
    """One of pydantic's faults, found while checking a document against `model`, as a Chinese phrase."""
    kind, location = fault["type"], fault["loc"]
    if kind == "missing":
        return "这条规则没有写条款 clause" if location[-1] == "clause" else "缺少这个项目"
    if kind in ("literal_error", "enum"):
        return _offered(fault["input"], _choices(fault["ctx"]["expected"]))
    if kind == "extra_forbidden":
        return _unknown(model, location)
    if kind == "union_tag_not_found":
        return f"没有写 {STEP_TAG}（哪种步骤），可用的有：{'、'.join(_tags(model, location))}"
    words = _WORDS.get(kind)
    if words is None:
        return str(fault["msg"]).removeprefix("Value error, ")
    return words if isinstance(words, str) else words(fault["ctx"])


def _choices(expected: str) -> list[str]:
    """The words pydantic lists, without the blank one."""
    return [word for word in re.findall(r"'([^']*)'", expected) if word] or [expected]


def _offered(written: Any, choices: list[str]) -> str:
    """The words there are, the one that was probably meant first."""
    alike = nearest(written, choices) if isinstance(written, str) else ""
    return f"没有“{written}”{alike}；只能写 {'、'.join(choices)}" if alike else f"只能写 {'、'.join(choices)}"


def _unknown(model: type[BaseModel], location: tuple[int | str, ...]) -> str:
    key, said = str(location[-1]), "没有这个项目，请核对拼写"
    if Where in _alternatives(model, location[:-1]):
        listed = "、".join(f"{name}（{words}）" for name, words in FORM_KEYS.items())
        return f"{said}{nearest(key, FORM_KEYS)}，可用的有：{listed}"
    return said + nearest(key, _known(model, location[:-1]))


def _known(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    return list(dict.fromkeys(name for one in _at(model, location) for name in one.model_fields))


def _tags(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    return [tag for one in _at(model, location) for tag in _tag(one)]


def _at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[type[BaseModel]]:
    """The models with keys of their own that a value at `location` may be of."""
    return [one for one in _alternatives(model, location) if not issubclass(one, RootModel)]


def _alternatives(model: type[BaseModel], location: tuple[int | str, ...]) -> list[type[BaseModel]]:
    """The models that a value at `location` may be of; names of alternatives within a location narrow them."""
    models = [model]
    for part in location:
        fields = [one.model_fields[str(part)] for one in models if part in one.model_fields]
        if fields:
            models = [inner for field in fields for inner in _inside(field.annotation)]
        else:
            models = [one for one in models if part == one.__name__ or part in _tag(one)] or models
    return models


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model named in an annotation such as `list[A | B] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _inside(argument)


def _tag(model: type[BaseModel]) -> tuple[Any, ...]:
    field = model.model_fields.get(STEP_TAG)
    return get_args(field.annotation) if field else ()
