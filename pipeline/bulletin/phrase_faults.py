"""What can be wrong with an office's own sentences: each fault with file, line, and what to do. Nothing is run here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from pipeline.bulletin.words import clean, without_unseen
from pipeline.errors import OfficeError

COMMON = "common"
"""The file of small pieces that the sentences of every other file use."""
_BREAK = re.compile(r"[ \t]*\r?\n\s*")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*%?")
_IN_WORDS = re.compile(r"(?<!第)[〇零一二三四五六七八九十百千万两]+(?=[条篇分元份]|个单位|人次)")
"""Figures in Chinese numerals: numerals before what the bulletin counts."""
_NOT_ALLOWED = (
    (nodes.BinExpr, "这里不能做运算、拼接，请写成几个并列的 {{ }}", (nodes.And, nodes.Or)),
    (nodes.Concat, "这里不能用 ~ 拼接，请写成几个并列的 {{ }}", ()),
    ((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block), "这里不能引用别的文件", ()),
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A file of the office: what it is called in a message, the section it is for, and its text; None if not UTF-8."""

    file: str
    section: str
    text: str | None

    @classmethod
    def read(cls, path: Path) -> Source:
        """Read a file; a folder has no text either."""
        try:
            text = path.read_text("utf-8-sig") if path.is_file() else None
        except UnicodeDecodeError:
            text = None
        return cls(f"{path.parent.name}/{path.name}", path.name.removesuffix(".j2"), text)


def unbroken(tree: nodes.Template) -> nodes.Template:
    """The same template without the line breaks and indents of its text: they are for reading, not for printing."""
    for text in tree.find_all(nodes.TemplateData):
        text.data = without_unseen(_BREAK.sub("", text.data))
    return tree


def faults(source: Source, ours: Mapping[str, nodes.Template], environment: Environment) -> Iterator[str]:
    """Every fault of a file that can be seen without printing anything."""
    if source.section not in ours:
        names = "、".join(f"{section}.j2" for section in ours)
        yield f"{source.file}：没有这个文件名，只能是{names}；不用的请移走"
    elif source.text is None:
        yield f"{source.file}：不是 UTF-8 编码的文本，请用记事本另存为 UTF-8"
    else:
        yield from _faults_of_text(source, source.text, ours, environment)


def _faults_of_text(
    source: Source, text: str, ours: Mapping[str, nodes.Template], environment: Environment
) -> Iterator[str]:
    try:
        tree = environment.parse(text)
        environment.compile(environment.parse(text))  # filters and tests nobody knows are only found here
    except TemplateSyntaxError as error:
        yield f"{source.file} 第{error.lineno}行：写法有误，请检查 {{% %}}、{{{{ }}}} 是否成对、拼写是否正确（{error.message}）"
        return
    except RecursionError:
        yield f"{source.file}：括号套得太深，请照程序自带的同名文件改写"
        return
    common = set() if source.section == COMMON else set(_macros(ours[COMMON]))
    found = [
        *_outside(tree),
        *_unknown_macros(tree, _macros(ours[source.section])),
        *_unknown_values(tree, common),
        *_not_allowed(tree),
        *_typed_numbers(tree),
    ]
    yield from (f"{source.file} 第{line}行：{what}" for line, what in sorted(found))


def _macros(tree: nodes.Template) -> dict[str, nodes.Macro]:
    return {macro.name: macro for macro in tree.find_all(nodes.Macro)}


def _outside(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """What stands outside every macro is printed nowhere; there may be nothing but comments and blank lines."""
    for node in tree.body:
        if isinstance(node, nodes.Output):
            printed = [part.lineno for part in node.nodes if not isinstance(part, nodes.TemplateData)]
            lines = [*printed, *(line for line, words in _lines(node) if words.strip())]
        else:
            lines = [] if isinstance(node, nodes.Macro) else [node.lineno]
        yield from ((line, "写在 macro 之外的不会印出来；说明请写在 {# #} 之内") for line in sorted(lines)[:1])


def _unknown_macros(tree: nodes.Template, ours: Mapping[str, nodes.Macro]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for macro in tree.find_all(nodes.Macro):
        if macro.name not in ours:
            yield macro.lineno, f"没有“{macro.name}”这个 macro，本文件可以有的是{'、'.join(ours)}"
            continue
        if macro.name in seen:
            yield macro.lineno, f"“{macro.name}”写了两遍，请留一个"
        seen.add(macro.name)
        asked = [name.name for name in ours[macro.name].args]
        for name in macro.args:
            if name.name not in asked:
                known = f"，可以用的是{'、'.join(asked)}" if asked else "，这一句没有可用的值"
                yield name.lineno, f"“{macro.name}”没有“{name.name}”这个值{known}"


def _unknown_values(tree: nodes.Template, common: set[str]) -> Iterator[tuple[int, str]]:
    for macro in tree.find_all(nodes.Macro):
        alone = nodes.Template([macro], lineno=macro.lineno, environment=tree.environment)
        unknown = find_undeclared_variables(alone) - common
        for name in macro.find_all(nodes.Name):
            if name.name in unknown and name.ctx == "load":
                yield name.lineno, f"没有“{name.name}”这个值，或者没有写进 macro 的括号里"


def _not_allowed(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    for kind, why, but in _NOT_ALLOWED:
        for node in tree.find_all(kind):
            if not isinstance(node, but):
                yield node.lineno, why


def _typed_numbers(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Numbers typed by hand: they would stand in the bulletin without anything they rest on."""
    strings = [(one.lineno, one.value) for one in tree.find_all(nodes.Const) if isinstance(one.value, str)]
    for line, text in [*_lines(tree), *strings]:
        for number in [*_DIGITS.findall(text), *_IN_WORDS.findall(text)]:
            yield line, f"数字由程序填写，这里不能写“{number}”"


def _lines(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """The text of a template as it is typed, line by line."""
    for text in node.find_all(nodes.TemplateData):
        yield from enumerate(text.data.split("\n"), text.lineno)


def fault_in_use(file: str, line: int, error: Exception) -> OfficeError:
    """What to tell when a file without visible faults cannot print the values of this period."""
    return OfficeError(
        f"{file} 第{line}行：这里的值印不出来（{clean(error)}）。请对照程序自带的同名文件，改正这一处，或者删去这个 macro"
    )
