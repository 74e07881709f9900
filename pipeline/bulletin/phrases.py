"""The bulletin's sentences are Jinja macros in `wording/`, a file for each section; an office may put its own in their place.

Python chooses, counts and orders; a macro says it. What a macro prints of its values marks itself (see `words`), so that
a number typed into a template is the only one without a mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from traceback import walk_tb

from jinja2 import StrictUndefined, Template, TemplateError, Undefined
from jinja2.filters import FILTERS
from jinja2.nodes import Template as Tree
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.bulletin.phrase_faults import COMMON, Source, fault_in_use, faults, unbroken
from pipeline.bulletin.words import Count
from pipeline.errors import OfficeError

FOLDER = Path(__file__).parent / "wording"
SUFFIX = ".j2"
KEPT_FILTERS = ("first", "last", "length", "list", "map")


@dataclass(frozen=True)
class Phrase:
    """A macro, and the values it is given."""

    macro: Macro
    asks: frozenset[str]
    """What the product's macro of this name asks for; the office's own may leave some of it out."""


@dataclass(frozen=True)
class Wording:
    """Every sentence the bulletin may say, by `section.sentence`."""

    phrases: Mapping[str, Phrase]
    own: Mapping[str, Template]
    """The office's own files as they are called in a message, to find a line in."""

    def say(self, sentence: str, /, **values: object) -> str:
        """The sentence as a marked string; raises OfficeError where the office's own macro cannot print its values."""
        phrase = self.phrases[sentence]
        if values.keys() != phrase.asks:
            raise TypeError(f"{sentence} asks for {sorted(phrase.asks)}")
        try:
            return str(phrase.macro(**{key: values[key] for key in values.keys() & set(phrase.macro.arguments)}))
        except (TemplateError, TypeError, ValueError, AttributeError, LookupError, RecursionError) as error:
            for file, template in self.own.items():
                lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == file]
                if lines:
                    raise fault_in_use(file, template.get_corresponding_lineno(lines[-1]), error) from error
            raise


def marked(value: object) -> str:
    """A value as a sentence prints it, with its mark; raises TypeError for what is neither words nor a figure."""
    if not isinstance(value, str | Count | Undefined):
        raise TypeError(f"{type(value).__name__}: {value}")
    return format(value)


def joined(values: Iterable[object], between: str = "") -> str:
    """What there is of `values`, marked, with `between` between them; what is blank takes no place."""
    return between.join(filter(None, map(marked, values)))


@cache
def product_wording() -> Wording:
    """The sentences as the product says them."""
    return _compiled({}, {})


def wording_of(folder: Path) -> Wording:
    """The product's sentences, and in their place those the office has in `folder`, if there is such a folder.

    Raises OfficeError with every fault in these files: file, line, what to do.
    """
    if not folder.is_dir():
        return product_wording()
    files = sorted(file for file in folder.iterdir() if not file.name.startswith((".", "~")))
    sources = [Source.read(file) for file in files]
    problems = list(chain.from_iterable(faults(source, _trees(), _environment()) for source in sources))
    if problems:
        raise OfficeError(f"{folder.name} 文件夹中的通报用语有 {len(problems)} 处需要改正：", problems)
    trees = {one.section: _environment().parse(one.text or "") for one in sources}
    return _compiled(trees, {one.section: one.file for one in sources})


def _compiled(own: Mapping[str, Tree], files: Mapping[str, str]) -> Wording:
    """All macros; those of `common` are at hand in every other file, the office's own before the product's."""
    environment, phrases, templates = _environment(), dict[str, Phrase](), dict[str, Template]()
    for section, tree in _trees().items():
        ours = dict(_macros(_template(environment, tree, f"{FOLDER.name}/{section}{SUFFIX} of the product")))
        macros = dict(ours)
        if section in own:
            templates[files[section]] = _template(environment, own[section], files[section])
            macros |= dict(_macros(templates[files[section]]))
        phrases |= {f"{section}.{name}": Phrase(macros[name], frozenset(ours[name].arguments)) for name in ours}
        if section == COMMON:
            environment.globals.update(macros)
    return Wording(phrases, templates)


def _template(environment: ImmutableSandboxedEnvironment, tree: Tree, file: str) -> Template:
    code = environment.compile(unbroken(tree), file, file)
    return Template.from_code(environment, code, environment.globals)


def _macros(template: Template) -> Iterator[tuple[str, Macro]]:
    for name, made in vars(template.module).items():
        if isinstance(made, Macro):
            yield name, made


def _trees() -> dict[str, Tree]:
    """The product's files by section, the common one first."""
    files = sorted(FOLDER.glob(f"*{SUFFIX}"), key=lambda file: (file.stem != COMMON, file.stem))
    return {file.stem: _environment().parse(file.read_text("utf-8")) for file in files}


def _environment() -> ImmutableSandboxedEnvironment:
    """Nothing a template can call but the macros of `common`; the few filters give the same result every time."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, finalize=marked, autoescape=False)
    environment.filters = {name: FILTERS[name] for name in KEPT_FILTERS} | {"join": joined}
    environment.globals = {}
    return environment
