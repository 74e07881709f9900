"""Two computations side by side: who gains, who loses, by how much; and which decisions carry over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from pipeline.assessments.compare import differences, plan_of, read_decisions
from pipeline.errors import OfficeError
from schemas.office import Decision
from tests.assessments.plans import plan, write

READINGS = "readings: {class: {label: 分, value: class}, all: {label: 合, value: all}}"
WITHIN = f"ranking: {{clause: A, within: {{gap: 怎样排, clause: A, when: always, {READINGS}}}}}\n"


@dataclass
class Sums:
    units: pd.DataFrame
    people: pd.DataFrame


def _units(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["unit_code", "points", "place", "cash"])
    return frame.assign(name=frame["unit_code"] + "校", funds=0)


def _people(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["person", "points", "place", "cash"])
    return frame.assign(name=frame["person"] + "某", unit_name="甲校")


NOBODY = _people()
BEFORE = Sums(_units(("A", 3000, 1, 5000), ("B", 2000, 2, 0)), _people(("P1", 3000, 1, 5000)))


def test_nothing_differs_from_itself() -> None:
    found = differences(BEFORE, BEFORE)
    assert (len(found.units), len(found.people)) == (0, 0)
    assert found.sums["difference"].eq(0).all()


def test_only_those_who_gain_or_lose_are_listed_with_before_after_and_difference() -> None:
    after = Sums(_units(("A", 3000, 1, 5000), ("B", 2500, 2, 100)), BEFORE.people)
    found = differences(BEFORE, after)
    (unit,) = found.units.to_dict("records")
    assert (unit["name"], unit["points_before"], unit["points_after"], unit["points_difference"]) == (
        "B校",
        2000,
        2500,
        500,
    )
    assert (unit["cash_difference"], unit["place_difference"]) == (100, 0)
    assert found.people.empty


def test_a_unit_whose_place_alone_changes_is_listed() -> None:
    after = Sums(_units(("A", 3000, 2, 5000), ("B", 2000, 2, 0)), BEFORE.people)
    assert differences(BEFORE, after).units["unit_code"].tolist() == ["A"]


def test_a_person_who_is_only_on_one_side_has_nothing_on_the_other() -> None:
    after = Sums(BEFORE.units, _people(("P2", 1000, 1, 20)))
    found = differences(BEFORE, after).people.set_index("person")
    assert found["cash_difference"].to_dict() == {"P1": -5000, "P2": 20}
    assert (found.loc["P2", "name"], found.loc["P1", "name"]) == ("P2某", "P1某")


def test_the_sums_count_everyone_changed_or_not() -> None:
    after = Sums(_units(("A", 3000, 1, 5000), ("B", 2500, 2, 100)), NOBODY)
    sums = differences(BEFORE, after).sums.set_index(["who", "figure"])
    assert sums.loc[("单位", "points")].tolist() == [5000, 5500, 500]
    assert sums.loc[("个人", "cash")].tolist() == [5000, 0, -5000]


def _decided(**keys: object) -> Decision:
    return Decision.model_validate({"by": "局长", "on": date(2026, 1, 5), **keys})


def test_decisions_that_do_not_fit_are_left_out_and_named(tmp_path: Path) -> None:
    path, _ = write(tmp_path, plan(ranking=WITHIN))
    office = {"ranking.within": _decided(reading="class"), "payout.period": _decided(reading="year")}
    made = plan_of(path, office, {}, "")
    assert (made.rules.assessment.ranking.within, made.left_out) == ("class", ("payout.period",))


def test_a_reading_that_the_other_plan_does_not_offer_does_not_fit(tmp_path: Path) -> None:
    path, _ = write(tmp_path, plan(ranking=WITHIN))
    made = plan_of(path, {"ranking.within": _decided(reading="lunar")}, {}, "")
    assert (len(made.rules.open), made.left_out) == (1, ("ranking.within",))


def test_the_decisions_of_the_file_go_over_the_offices(tmp_path: Path) -> None:
    path, _ = write(tmp_path, plan(ranking=WITHIN))
    (tmp_path / "d.yaml").write_text(
        "decisions:\n  ranking.within: {reading: all, by: 试算, on: 2026-01-05}\n", "utf-8"
    )
    extra = read_decisions(tmp_path / "d.yaml")
    made = plan_of(path, {"ranking.within": _decided(reading="class")}, extra, "d.yaml")
    assert (made.rules.assessment.ranking.within, made.left_out) == ("all", ())


def test_a_decision_file_with_a_slip_is_named(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("decisions:\n  a: {reading: all, by: 试算}\n", "utf-8")
    with pytest.raises(OfficeError) as refused:
        read_decisions(tmp_path / "d.yaml")
    assert refused.value.problems == ["d.yaml 第2行第3列 decisions.a.on：缺少这个项目"]


def _printed(after: Sums) -> str:
    from io import StringIO

    from rich.console import Console

    from pipeline.assessments.compare_run import tables

    console = Console(width=200, file=StringIO())
    with console.capture() as shown:
        for part in tables(differences(BEFORE, after)):
            console.print(part)
    return shown.get()


def test_the_tables_say_before_after_and_difference_in_their_units() -> None:
    shown = _printed(Sums(_units(("A", 3000, 2, 4000), ("B", 3500, 1, 0)), BEFORE.people))
    for words in ("第1名→第2名（降1位）", "50元→40元（-10元）", "2分→3.5分（+1.5分）", "个人没有变化。"):
        assert words in shown


def test_when_nothing_changes_the_tables_say_so() -> None:
    assert _printed(BEFORE) == "两个办法算出的积分、名次和奖励完全相同。\n"
