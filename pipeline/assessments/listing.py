"""Which assessments there are, where one is found, and which the office uses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.table import Column, Table
from rich.text import Text

from pipeline.errors import OfficeError, UsageError
from pipeline.rules import ASSESSMENTS, Rules, rules_of, shipped
from pipeline.workspace import Workspace
from pipeline.yaml_file import read_yaml, validated
from schemas.office import Office


@dataclass(frozen=True)
class Entry:
    """One assessment that comes with the product; `rules` is missing where the file is unsound."""

    id: str
    rules: Rules | None
    used: bool


def find(named: str) -> Path:
    """The file an id or a path means; raises UsageError naming the ids there are."""
    path = Path(named)
    if path.is_file():
        return path
    if named in shipped():
        return ASSESSMENTS / f"{named}.yaml"
    raise UsageError(f"没有“{named}”这个考核办法或文件，现有：{'、'.join(shipped())}")


def office_in(inputs: Path) -> Office | None:
    """The office of a workspace, if it has one; raises OfficeError when its settings are wrong."""
    path = Workspace(inputs, inputs).office
    if not path.is_file():
        return None
    document = read_yaml(path)
    return validated(Office, document, document, path.name)


def uses(office: Office | None, path: Path) -> bool:
    """Whether a file is the assessment the office goes by."""
    return office is not None and path.resolve() == (ASSESSMENTS / f"{office.assessment}.yaml").resolve()


def entries(inputs: Path) -> list[Entry]:
    """Every assessment that comes with the product, as it stands without any office's decisions."""
    office = office_in(inputs)
    paths = [ASSESSMENTS / f"{name}.yaml" for name in shipped()]
    return [Entry(path.stem, _rules(path), uses(office, path)) for path in paths]


def _rules(path: Path) -> Rules | None:
    try:
        return rules_of(path, {})
    except OfficeError:
        return None


def listing(found: list[Entry]) -> Table:
    """One line per assessment; the one in use is marked."""
    heads = ("本单位", "代号", "名称", "年份", "条款数", "规则数", "未规定事项数")
    table = Table(*(Column(head, overflow="fold", no_wrap=head == "代号") for head in heads))
    for entry in found:
        cells = _cells(entry.rules) if entry.rules else ("（文件有误，请用 assessment check 查看）", "", "", "", "")
        table.add_row(*(Text(cell) for cell in ("✓" if entry.used else "", entry.id, *cells)))
    return table


def _cells(rules: Rules) -> tuple[str, ...]:
    plan = rules.assessment
    counted = len([*plan.definitions, *plan.admissibility, *plan.steps, *plan.commendations])
    numbers = (plan.plan_year, len(plan.clauses), counted, len(rules.open) + len(rules.settled))
    return (plan.title, *map(str, numbers))
