"""The command `assessment check`: everything that can be said of a file before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.assessments.listing import office_in, uses
from pipeline.errors import OfficeError
from pipeline.rules import Rules, examine, trial_problems
from pipeline.workspace import Workspace
from pipeline.yaml_file import read_yaml, spot
from schemas.office import Office
from schemas.soundness import outlet_problems, role_problems


@dataclass(frozen=True)
class Checked:
    """What is wrong, and what else is worth a line."""

    problems: tuple[str, ...]
    lines: tuple[str, ...]


def checked(path: Path, inputs: Path) -> Checked:
    """Look a file through, with the office's decisions if the office uses it; raises OfficeError when it is no YAML."""
    office = office_in(inputs)
    examined = examine(path, office.decisions if office and uses(office, path) else {})
    problems = (*examined.problems, *trial_problems(path))
    if examined.rules is None:
        return Checked(problems, ())
    roster = _roster(path, examined.rules, office, inputs) if office else []
    notices = [f"提示：{text}" for text in (*examined.notices, *roster)]
    gaps = [f"  {gap.path}：{gap.gap.gap}（{gap.gap.clause}）" for gap in examined.rules.open]
    return Checked(problems, (*notices, f"尚未决定的事项 {len(gaps)} 处{'：' if gaps else '。'}", *gaps))


def _roster(path: Path, rules: Rules, office: Office, inputs: Path) -> list[str]:
    """What the roster says to tariffs and bearers, or why it cannot be asked."""
    from pipeline.office import load_roster

    roster = Workspace(inputs, inputs).roster
    if not roster.is_file():
        return []
    try:
        known = load_roster(roster, rules.assessment, office.classes)
    except OfficeError as error:
        # another office's assessment need not fit this roster; one line says so
        return (
            [error.headline, *error.problems]
            if uses(office, path)
            else [f"本单位的{error.headline.rstrip('：')}才合这个办法"]
        )
    document = read_yaml(path)
    found = [
        *outlet_problems(rules.assessment, set(known.outlets["tier"])),
        *role_problems(rules.assessment, set(known.people["role"])),
    ]
    return [f"{spot(document, one.location).of(path.name)}：{one.text}" for one in found]
