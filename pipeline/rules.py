"""An assessment file as rules to compute by: decisions laid over it, checked key by key, then as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.errors import OfficeError
from pipeline.yaml_file import Location, faults, read_yaml, segment, spot
from schemas.assessment import Assessment
from schemas.gaps import DecisionError, Gap, OpenGap, Overlay, SettledGap, overlay
from schemas.office import Decision, Former, Office
from schemas.soundness import Problem, gap_problems, problems
from schemas.soundness.periods import period_problems

ASSESSMENTS = Path(__file__).parent.parent / "schemas" / "assessments"
OFFICE_FILE = "office.yaml"
"""Where decisions stand unless a command names another file."""
WRITTEN_OUT = frozenset({"id", "step"})
"""Keys that are never left open, even where they may be left out: paths of decisions and the kind of a step."""
NO_GAP = "这一项必须写明，不能写成 gap"


@dataclass(frozen=True)
class Rules:
    """The assessment with the office's decisions laid over it, what they settled or left open, what to look at."""

    assessment: Assessment
    open: tuple[OpenGap, ...]
    settled: tuple[SettledGap, ...]
    notices: tuple[str, ...] = ()
    decided_in: str = "decisions"
    """Where in office.yaml the decisions stand."""


@dataclass(frozen=True)
class Examined:
    """A file looked through: its rules if it can be read at all, every fault, and what is only pointed out."""

    rules: Rules | None
    problems: tuple[str, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Source:
    """The document as written, the name of its file, and of the file its decisions come from."""

    document: Any
    name: str
    decisions_name: str

    def place(self, location: Location, settled: Mapping[str, Decision]) -> str:
        """Where a location of the filled document was written: in the file, in a reading, or in a decision."""
        path, node = "", self.document
        for depth, part in enumerate(location, start=1):
            node = _inside(node, part)
            path = f"{path}.{segment(node, part)}".lstrip(".")
            if path in settled and (reading := settled[path].reading):
                return self.spot((*location[:depth], "readings", reading, "value", *location[depth:]))
            if path in settled:
                return f"{self.decisions_name} 的 decisions 中 {'.'.join([path, *map(str, location[depth:])])}"
        return self.spot(location)

    def spot(self, location: Location) -> str:
        """Where a location of the document as written stands."""
        return spot(self.document, location).of(self.name)


def load_rules(office: Office) -> Rules:
    """Read the office's assessment and lay its decisions over it; raises OfficeError listing every fault."""
    return rules_of(_path(office.assessment, OFFICE_FILE), office.decisions)


def load_former(office: Office) -> list[tuple[date, Rules]]:
    """Rules that were replaced, oldest first, each with its last day; what is wrong is said to stand under `former`."""
    return [(former.until, _former(former)) for former in office.former]


def _former(former: Former) -> Rules:
    place = f"former（执行到 {former.until}）"
    name = f"{OFFICE_FILE} 的 {place}"
    return replace(rules_of(_path(former.assessment, name), former.decisions, name), decided_in=f"{place} 的 decisions")


def _path(assessment: str, place: str) -> Path:
    path = ASSESSMENTS / f"{assessment}.yaml"
    if not path.is_file():
        raise OfficeError(f"{place} 写的考核办法“{assessment}”不存在，现有：{'、'.join(shipped())}")
    return path


def shipped() -> list[str]:
    """The ids of the assessments that come with the product."""
    return sorted(file.stem for file in ASSESSMENTS.glob("*.yaml"))


def rules_of(path: Path, decisions: Mapping[str, Decision], decisions_name: str = OFFICE_FILE) -> Rules:
    """Any assessment file with decisions (path of the gap → decision) over it; raises OfficeError."""
    examined = examine(path, decisions, decisions_name)
    if examined.problems or examined.rules is None:
        raise OfficeError(f"{path.name} 有 {len(examined.problems)} 处需要改正：", list(examined.problems))
    return examined.rules


def examine(path: Path, decisions: Mapping[str, Decision], decisions_name: str = OFFICE_FILE) -> Examined:
    """Look an assessment file through; raises OfficeError when it is no YAML or a decision fits nothing in it."""
    source = _Source(read_yaml(path), path.name, decisions_name)
    gaps = list(gaps_in(source.document))
    if malformed := list(_malformed(source, gaps)):
        return Examined(None, tuple(malformed))
    if misplaced := list(_misplaced(source, gaps)):
        return Examined(None, tuple(misplaced))
    laid = _laid(source, decisions)
    found = faults(Assessment, laid.document)
    if isinstance(found, list):
        return Examined(None, tuple(f"{source.place(at, decisions)}：{words}" for at, words in found))
    return _examined(source, laid, found, [(at, Gap.model_validate(node)) for at, node in gaps])


def _examined(source: _Source, laid: Overlay, assessment: Assessment, gaps: list[tuple[Location, Gap]]) -> Examined:
    decisions = {gap.path: gap.decision for gap in laid.settled}
    told = [(one, source.place(one.location, decisions)) for one in _problems(source, assessment, laid)]
    told += [(one, source.spot(one.location)) for one in gap_problems(assessment, gaps)]
    told += [(one, source.spot(one.location)) for one in _misnamed(source, assessment)]
    grave = tuple(f"{place}：{one.text}" for one, place in told if one.grave)
    notices = tuple(f"{place}：{one.text}" for one, place in told if not one.grave)
    return Examined(Rules(assessment, laid.open, laid.settled, notices), grave, notices)


def _problems(source: _Source, assessment: Assessment, laid: Overlay) -> list[Problem]:
    gaps: list[OpenGap | SettledGap] = [*laid.open, *laid.settled]
    clauses = {item.gap.clause for item in gaps}
    places = {_dotted(source.document, at): at for at, _ in gaps_in(source.document)}
    opened = {places[item.path]: item.gap for item in laid.open}
    decided = [gap.path for gap in laid.settled]
    return [*problems(assessment, clauses, decided, opened), *period_problems(assessment)]


def _misnamed(source: _Source, assessment: Assessment) -> Iterator[Problem]:
    """The office calls an assessment by its file; papers print its id."""
    stem = source.name.removesuffix(".yaml")
    if assessment.id != stem:
        yield Problem(("id",), f"id 应与文件名相同：请写成 {stem}，或者把文件改名为 {assessment.id}.yaml")


def _laid(source: _Source, decisions: Mapping[str, Decision]) -> Overlay:
    if not isinstance(source.document, Mapping):
        return Overlay(source.document, (), ())  # the model says what is wrong with it
    try:
        return overlay(source.document, decisions)
    except DecisionError as error:
        raise OfficeError(f"{source.decisions_name} 的 decisions 有误：{error}") from None


def gaps_in(node: Any, location: Location = ()) -> Iterator[tuple[Location, Mapping[str, Any]]]:
    """Every gap in a document as written, with its place (`schemas.gaps.overlay` takes the same nodes for gaps)."""
    items = node.items() if isinstance(node, Mapping) else enumerate(node) if isinstance(node, list) else ()
    for part, value in items:
        if isinstance(node, Mapping) and isinstance(value, Mapping) and "gap" in value:
            yield (*location, part), value
        else:
            yield from gaps_in(value, (*location, part))


def _malformed(source: _Source, gaps: list[tuple[Location, Mapping[str, Any]]]) -> Iterator[str]:
    for location, node in gaps:
        found = faults(Gap, node)
        for inside, words in found if isinstance(found, list) else ():
            yield f"{source.spot((*location, *inside))}：{words}"


def _misplaced(source: _Source, gaps: list[tuple[Location, Mapping[str, Any]]]) -> Iterator[str]:
    """Gaps in the place of what must be there: without it nothing of the file can be checked."""
    if not isinstance(source.document, Mapping):
        return
    found = faults(Assessment, overlay(source.document, {}).document)
    lost = {at for at, _ in found} if isinstance(found, list) else set()
    for location, _ in gaps:
        if location in lost or location[-1] in WRITTEN_OUT:
            yield f"{source.spot(location)}：{NO_GAP}"


def gap_paths(path: Path) -> dict[str, frozenset[str]]:
    """The path of every gap in a file with the readings it offers; raises OfficeError when the file is no YAML."""
    document = read_yaml(path)
    return {_dotted(document, at): frozenset(node.get("readings") or ()) for at, node in gaps_in(document)}


def trial_problems(path: Path) -> list[str]:
    """What would be wrong if an office chose each reading or took each example; none where the file itself is unsound.

    Raises OfficeError when the file is no YAML.
    """
    source = _Source(read_yaml(path), path.name, OFFICE_FILE)
    if examine(path, {}).problems:
        return []
    tried = [one for at, node in gaps_in(source.document) for one in _choices(at, Gap.model_validate(node))]
    return [text for location, decision in tried if (text := _trial(source, location, decision))]


def _choices(location: Location, gap: Gap) -> Iterator[tuple[Location, Decision]]:
    """Each way to settle a gap, with the place where it is written."""
    for key in gap.readings:
        yield (*location, "readings", key), Decision(reading=key, by="-", on=date.min)
    if not gap.readings and gap.example is not None:
        yield (*location, "example"), Decision(value=gap.example, by="-", on=date.min)


def _trial(source: _Source, written: Location, decision: Decision) -> str:
    """What is wrong when a gap is settled this way, or nothing."""
    path = _dotted(source.document, written[: -2 if decision.reading else -1])
    laid = overlay(source.document, {path: decision})
    found = faults(Assessment, laid.document)
    if isinstance(found, list):
        words = [text for _, text in found]
    else:
        words = [problem.text for problem in _problems(source, found, laid) if problem.grave]
    return f"{source.spot(written)}：照这样定就会出错——{'；'.join(words)}" if words else ""


def _dotted(document: Any, location: Location) -> str:
    """The path under which an office decides the gap at a location."""
    parts, node = [], document
    for part in location:
        node = _inside(node, part)
        parts.append(segment(node, part))
    return ".".join(parts)


def _inside(node: Any, part: int | str) -> Any:
    try:
        return node[part]
    except (KeyError, IndexError, TypeError):
        return None
