"""An office's own sentences in a whole run: printed, in the manifest, and a fault stops before anything is published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import OfficeError
from pipeline.period import PeriodId
from pipeline.produce import produce
from tests.bulletin.texts import of_page
from tests.workspace import Return, office, row, setting_of

CHOSEN = PeriodId.parse("2026Q3")


def test_an_offices_sentence_is_published_with_its_hash_and_a_fault_leaves_the_bulletin_as_it_was(
    tmp_path: Path,
) -> None:
    workspace = office(tmp_path, [Return("A01", [row()])])
    workspace.wording.mkdir()
    own = workspace.wording / "problems.j2"
    own.write_text("{% macro missing(names) %}尚未报表的有{{ names | join('、') }}。{% endmacro %}\n", "utf-8")
    folder = produce(setting_of(workspace), CHOSEN).folder
    page = (folder / "bulletin.html").read_text("utf-8")
    assert "尚未报表的有实验小学、教研室。" in of_page(page)
    assert "wording/problems.j2" in json.loads((folder / "manifest.json").read_text("utf-8"))["inputs"]

    own.write_text("{% macro missing(names) %}\n还有2个单位没有报表。{% endmacro %}\n", "utf-8")
    with pytest.raises(OfficeError, match=r"wording/problems\.j2 第2行：数字由程序填写，这里不能写“2”"):
        produce(setting_of(workspace), CHOSEN)
    assert (folder / "bulletin.html").read_text("utf-8") == page
