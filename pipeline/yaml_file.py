"""YAML files people write by hand: read strictly, checked against a model, every fault named by line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from pipeline.errors import OfficeError
from pipeline.yaml_words import fault_in_words

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]

_SYNTAX = {
    "mapping values are not allowed": "这里不能有冒号，请核对缩进；值中有冒号时请加引号",
    "could not find expected ':'": "缺少冒号，或者冒号后没有空格",
    "cannot start any token": "这里不能用这个符号；缩进请用空格，不用制表符，值以符号开头时请加引号",
    "expected <block end>": "缩进没有对齐",
    "expected ',' or": "括号没有配对，或者少了逗号",
    "unexpected end of stream": "引号没有配对",
    "found undefined alias": "星号后的名称前面没有定义；值以星号开头时请加引号",
}
_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")


@dataclass(frozen=True)
class Spot:
    """Where a location stands in a document: line and column from 1, and the path without what is not written there."""

    line: int
    column: int
    path: str

    def of(self, name: str) -> str:
        """As a message begins: 文件 第12行第7列 路径."""
        return f"{name} 第{self.line}行第{self.column}列 {self.path}".rstrip()


def read_yaml(path: Path) -> Any:
    """Read YAML 1.2, refusing duplicate keys; raises OfficeError with line and column."""
    if not path.is_file():
        raise OfficeError(f"找不到 {path.name}（应在 {path.parent.name}/ 下）")
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise OfficeError(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8") from None
    try:
        return YAML().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"第{mark.line + 1}行第{mark.column + 1}列 " if mark else ""
        raise OfficeError(f"{path.name} 写法有误：{where}{_syntax(error)}") from None
    except (YAMLError, ValueError):  # characters that YAML forbids; dates that do not exist
        raise OfficeError(f"{path.name} 写法有误：{_unreadable(text)}") from None


def _syntax(error: MarkedYAMLError) -> str:
    problem = str(error.problem)
    if isinstance(error, DuplicateKeyError):
        key = re.search(r'found duplicate key "(.*?)"', problem)
        return f"项目“{key[1] if key else ''}”重复"
    return next((words for sign, words in _SYNTAX.items() if sign in problem), f"读不懂（{problem}）")


def _unreadable(text: str) -> str:
    """What a loader that gives no place stumbled over: a day that is in no calendar, else an unseen character."""
    for number, line in enumerate(text.splitlines(), start=1):
        for day in _DAY.finditer(line):
            try:
                date(*map(int, day.groups()))
            except ValueError:
                return f"第{number}行第{day.start() + 1}列 没有 {day[0]} 这一天"
    return "有看不见的控制字符，或者写错的日期"


def validated(model: type[Model], document: Any, source: Any, name: str) -> Model:
    """Check a document against its model; raises OfficeError listing every fault with its line and column."""
    found = faults(model, document)
    if not isinstance(found, list):
        return found
    problems = [f"{spot(source, location).of(name)}：{words}" for location, words in found]
    raise OfficeError(f"{name} 有 {len(problems)} 处需要改正：", problems)


def faults(model: type[Model], document: Any) -> Model | list[tuple[Location, str]]:
    """The document as its model, or every fault: its location without the names of alternatives, and plain words."""
    if not isinstance(document, Mapping):
        return [((), "应由“项目: 值”组成，现在是空的或者写成了别的")]
    try:
        return model.model_validate(document)
    except ValidationError as error:
        told: dict[Location, list[str]] = {}
        for fault, location in _likely(document, error):
            words = fault_in_words(model, fault)
            told.setdefault(location, []).append(words)
        return [(location, "，或者".join(dict.fromkeys(words))) for location, words in told.items()]


def _likely(document: Any, error: ValidationError) -> Iterator[tuple[Any, Location]]:
    """Each fault with its written location; of the alternatives of a value only the one that was evidently meant."""
    found = [(fault, _written(document, fault)) for fault in error.errors()]
    for fault, location in found:
        deeper = any(other[: len(location)] == location and len(other) > len(location) for _, other in found)
        # a location with more parts than are written ends in the name of an alternative
        if not (deeper and len(location) < len(fault["loc"])):
            yield fault, location


def _written(document: Any, fault: Any) -> Location:
    """The parts of a fault's location that stand in the document, and the last key if that is what is missing."""
    path: list[int | str] = []
    node, last = document, fault["loc"][-1] if fault["loc"] else ""
    for part in fault["loc"]:
        if _has(node, part):
            path, node = [*path, part], node[part]
    if fault["type"] == "missing":
        path.append(last)
    elif (inner := _holder(node, last)) is not None:
        path += [inner, last]
    return tuple(path)


def _has(node: Any, part: int | str) -> bool:
    if isinstance(node, Mapping):
        return part in node
    return isinstance(node, list) and isinstance(part, int) and part < len(node)


def _holder(node: Any, part: int | str) -> str | None:
    """The key whose mapping holds `part`: a form inside a condition is checked without its fact's name."""
    if not isinstance(node, Mapping):
        return None
    return next((key for key, inner in node.items() if isinstance(inner, Mapping) and part in inner), None)


def spot(document: Any, location: Location) -> Spot:
    """Where the deepest part of `location` that is written stands; a missing key is named but stands at its parent."""
    line, column, node, path = 0, 0, document, []
    for part in location:
        marks = getattr(node, "lc", None)
        if marks is not None and part in (marks.data or {}):
            line, column = marks.data[part][:2]
        node = node[part] if _has(node, part) else None
        path.append(segment(node, part))
    return Spot(line + 1, column + 1, ".".join(path))


def segment(node: Any, part: int | str) -> str:
    """What a part of a path is called: an item of a list goes by its id, as in the paths of decisions."""
    named = isinstance(part, int) and isinstance(node, Mapping) and isinstance(node.get("id"), str)
    return str(node["id"]) if named else str(part)


def line_of(document: Any, location: Location) -> int:
    """The line (from 1) of the deepest part of `location` that stands in the document."""
    return spot(document, location).line
