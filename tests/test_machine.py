"""machine.py, tried as it is used: its own table, and the program itself on a machine that lacks things."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import machine
from pipeline.machine import Need

PROGRAM = Path(machine.__file__)


def absent(what: str, debian: str, *, brew: str = "", optional: bool = False) -> Need:
    return Need(what=what, why="试验", probe=lambda: False, debian=debian, brew=brew, optional=optional)


def present(what: str, debian: str) -> Need:
    return Need(what=what, why="试验", probe=lambda: True, debian=debian)


def run_without_programs(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program with a PATH on which there is nothing: no apt-get, no fc-list, no sudo."""
    return subprocess.run(
        [sys.executable, str(PROGRAM), *arguments],
        env={"PATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_names_every_missing_package_once_and_in_order() -> None:
    missing = [absent("甲", "liba fonts-b"), absent("乙", "liba"), absent("丙", "tool-c")]
    assert machine.command_to_type(missing) == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends liba fonts-b tool-c"
    )


def test_root_is_not_told_to_use_sudo() -> None:
    assert "sudo" not in machine.command_to_type([absent("甲", "liba")], root=True)


def test_a_mac_is_told_what_homebrew_calls_it() -> None:
    missing = [need for need in machine.needs() if "libpango" in need.debian]
    assert machine.command_to_type(missing, machine.package_manager("darwin")) == "brew install pango"


def test_windows_is_told_what_msys2_calls_it() -> None:
    missing = [need for need in machine.needs() if "libpango" in need.debian]
    command = machine.command_to_type(missing, machine.package_manager("win32"))
    assert command == "pacman -S --needed mingw-w64-x86_64-pango"


def test_only_what_is_not_there_counts_as_missing() -> None:
    here, gone = present("甲", "liba"), absent("乙", "libb")
    assert machine.missing_from([here, gone]) == [gone]


def test_what_a_system_has_no_package_for_is_not_asked_of_it() -> None:
    assert machine.missing_from([absent("甲", "liba", brew="")], "brew") == []


def test_the_pipeline_asks_for_neither_poppler_nor_office_nor_browser() -> None:
    asked = machine.packages(machine.needs())
    assert "libpangoft2-1.0-0" in asked
    assert "libharfbuzz-subset0" in asked
    assert not {"poppler-utils", "libreoffice-calc", "chromium"} & set(asked)


def test_the_tests_ask_for_poppler_and_the_real_ones_for_outside_programs_too() -> None:
    for_tests = machine.packages(machine.needs(for_tests=True))
    for_real_tests = machine.packages(machine.needs(for_real_tests=True))
    assert for_tests[-1] == "poppler-utils"
    assert for_real_tests == [*for_tests, "dovecot-imapd", "libreoffice-calc", "libreoffice-writer", "chromium"]


def test_something_only_wanted_is_mentioned_but_does_not_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert machine.report([absent("楷体", "fonts-kai", optional=True)], "debian") == 0
    printed = capsys.readouterr().out
    assert "可以运行" in printed
    assert "fonts-kai" in printed


def test_one_thing_needed_among_things_wanted_fails(capsys: pytest.CaptureFixture[str]) -> None:
    missing = [absent("楷体", "fonts-kai", optional=True), absent("排版库", "libpango")]
    assert machine.report(missing, "debian") == machine.MISSING
    assert "不能运行" in capsys.readouterr().out


@pytest.mark.skipif(machine.package_manager() != "debian", reason="the command is apt-get's")
@pytest.mark.parametrize("arguments", [(), ("--install",), ("--install", "--for-tests")])
def test_where_nothing_can_be_installed_it_prints_one_command_and_exits_2(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ran = run_without_programs(tmp_path, *arguments)
    commands = [line for line in ran.stdout.splitlines() if line.startswith("  ") and "apt-get install" in line]
    assert ran.returncode == 2, ran.stderr
    assert ran.stderr == ""
    assert len(commands) == 1
    assert "fontconfig" in commands[0]
    assert ("poppler-utils" in commands[0]) is ("--for-tests" in arguments)


def test_it_needs_nothing_but_the_standard_library(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(PROGRAM), "--help"], cwd=tmp_path, capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
