"""The commands under `assessment` as a person types them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.rules import ASSESSMENTS
from tests.assessments.plans import POINTS, QUOTA, plan, write
from tests.workspace import SAMPLE_OFFICE

ROOT = Path(__file__).parent.parent.parent
NO_OFFICE = ("--inputs", "no-such-folder")


def _type(*words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "pipeline", "assessment", *words]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_the_list_marks_the_one_in_use(tmp_path: Path) -> None:
    shutil.copyfile(SAMPLE_OFFICE, tmp_path / "office.yaml")
    listed = _type("list", "--inputs", str(tmp_path)).stdout
    assert all(path.stem in listed for path in ASSESSMENTS.glob("*.yaml"))
    (line,) = [line for line in listed.splitlines() if "✓" in line]
    assert "luquan-education" in line
    assert "✓" not in _type("list", *NO_OFFICE).stdout


def test_show_tells_decisions_only_where_an_office_made_them(tmp_path: Path) -> None:
    shutil.copyfile(SAMPLE_OFFICE, tmp_path / "office.yaml")
    assert "本单位决定：" in _type("show", "luquan-education", "--inputs", str(tmp_path)).stdout
    assert "可选：" in _type("show", "luquan-education", *NO_OFFICE).stdout


def test_a_sound_file_is_said_to_be_sound_with_its_open_gaps(tmp_path: Path) -> None:
    ranking = "ranking: {clause: A, within: {gap: 怎样排, clause: A, when: always, example: all}}\n"
    path, _ = write(tmp_path, plan(ranking=ranking))
    done = _type("check", str(path), *NO_OFFICE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "尚未决定的事项 1 处：\n  ranking.within：怎样排（A）\nt.yaml 没有发现错误。\n" in done.stdout


def test_a_role_that_nobody_on_the_roster_has_is_pointed_out(tmp_path: Path) -> None:
    tiers = "tiers: [{id: a, name: 县级}, {id: b, name: 市级}, {id: c, name: 省级}, {id: d, name: 国家级}]\n"
    lost = "- {step: penalty, id: p, clause: A, of: quota, measure: 个人积分, per_item: -1, bearers: [{roles: [§巡视员]}]}\n"
    path, place = write(tmp_path, plan(tiers=tiers, steps=QUOTA + lost))
    done = _type("check", str(path), "--inputs", "inputs")
    assert done.returncode == 0
    assert f"提示：{place} steps.p.bearers.0.roles.0：名录里没有人的人员身份是“巡视员”" in done.stdout


def test_an_unsound_file_ends_with_exit_2_and_every_place(tmp_path: Path) -> None:
    path, place = write(tmp_path, plan(steps=POINTS.replace("clause: A", "§clause: B")))
    done = _type("check", str(path), *NO_OFFICE)
    assert done.returncode == 2
    assert f"{place} steps.points.clause：引用的条款 B 没有列在 clauses 下" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["show", "check"])
def test_a_name_that_means_nothing_gets_the_list_of_names(command: str) -> None:
    done = _type(command, "nowhere")
    assert (done.returncode, "luquan-education" in done.stderr) == (64, True)


def test_compare_names_what_it_cannot_find() -> None:
    done = _type("compare", "luquan-education", "nowhere", "2026Q3")
    assert (done.returncode, "没有“nowhere”这个考核办法或文件" in done.stderr) == (64, True)


def test_the_schema_is_printed_as_it_stands_in_the_folder() -> None:
    assert _type("schema").stdout == (ASSESSMENTS / "assessment.schema.json").read_text("utf-8")
