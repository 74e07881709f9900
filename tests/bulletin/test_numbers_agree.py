"""Every figure a published bulletin prints, in each of its forms, follows from the published audit tables alone.

Nothing here asks the run what it meant to print: the files are read as a reader reads them, and the figures are
worked out once more from the CSVs (`printed/audit.py`).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.produce import Published
from tests.bulletin.printed.audit import Audit, WithoutCash, names_of
from tests.bulletin.printed.cells import wrong_cells
from tests.bulletin.printed.drawn import wrong_charts
from tests.bulletin.printed.page import read_page
from tests.bulletin.printed.paper import read_paper
from tests.bulletin.printed.said import Said
from tests.bulletin.printed.sentences import faults, wrong_sentences
from tests.bulletin.printed.standings import ranked_by
from tests.bulletin.printed.word import read_word

READ: dict[str, Callable[[bytes], Said]] = {
    "bulletin.html": read_page,
    "bulletin.pdf": read_paper,
    "bulletin.docx": read_word,
}
ELSEWHERE = re.compile(r"^本附件(?:按单位列出数量|只列前\d+行)，")
"""What paper alone says: that the page has more."""
in_one_run = pytest.mark.xdist_group("sample")


def _audit(folder: Path) -> Audit:
    return Audit(folder, names_of(folder.parent.parent / "inputs", folder.name))


@pytest.fixture(scope="session")
def audit(sample: Path) -> Audit:
    return _audit(sample)


@pytest.fixture(scope="session")
def read(sample: Path) -> dict[str, Said]:
    return {name: reader((sample / name).read_bytes()) for name, reader in READ.items()}


def _wrong(said: Said, audit: Audit, *, on_paper: bool) -> Iterator[str]:
    yield from wrong_sentences(said, audit)
    yield from wrong_cells(said, audit, on_paper=on_paper)
    if said.drawn_apart():
        within, by = ranked_by(said.annexes[0])
        yield from wrong_charts(said, audit, by, within)


@in_one_run
@pytest.mark.parametrize("form", READ)
def test_every_figure_of_the_sample_follows_from_the_audit_tables(
    read: dict[str, Said], audit: Audit, form: str
) -> None:
    assert [*_wrong(read[form], audit, on_paper=form != "bulletin.html")] == []


IN_SHORT = (("采用篇目", "各单位采用篇数"), ("未认定信息及理由", "各单位未认定信息条数"))
"""What an annex is called, and what it is called on paper where only its numbers stand there."""


def _same(read: dict[str, Said]) -> None:
    """All forms say the same sentences in the same order, draw the same charts, and on paper have the same tables."""
    page, paper, word = (read[name] for name in READ)
    assert page.sentences() == [one for one in paper.sentences() if not ELSEWHERE.match(one)]
    assert paper.annexes == word.annexes
    for one in (paper, word):
        told = [(section.heading, section.text) for section in one.sections]
        assert told == [(section.heading, section.text) for section in page.sections]
        # Word has a legend as a line of its own
        assert [ours.endswith(drawn) for ours, drawn in zip(page.drawn(), one.drawn(), strict=True)].count(False) == 0
    for ours, printed in zip(page.annexes, paper.annexes, strict=True):
        assert printed.title in (
            ours.title,
            next((ours.title.replace(*one) for one in IN_SHORT if one[0] in ours.title), ""),
        )


@in_one_run
def test_the_three_forms_of_the_sample_say_the_same_in_the_same_order(read: dict[str, Said]) -> None:
    _same(read)
    assert len(read["bulletin.html"].sentences()) > 30


def test_every_figure_of_each_plan_follows_from_the_audit_tables_in_every_form(plan: Published) -> None:
    audit, read = _audit(plan.folder), {name: of((plan.folder / name).read_bytes()) for name, of in READ.items()}
    assert {name: [*_wrong(said, audit, on_paper=name != "bulletin.html")] for name, said in read.items()} == {
        name: [] for name in READ
    }
    _same(read)


@in_one_run
def test_the_public_edition_of_the_sample_says_the_same_figures_without_cash(sample: Path, audit: Audit) -> None:
    public = WithoutCash(audit.folder, audit.names)
    for name, reader in READ.items():
        said = reader((sample / name.replace("bulletin", "bulletin-public")).read_bytes())
        assert [*_wrong(said, public, on_paper=name != "bulletin.html")] == [], name
        assert "元" not in "".join(said.sentences())


@in_one_run
def test_what_the_audit_tables_say_twice_they_say_alike(audit: Audit) -> None:
    """The rankings' sums are the ledger's, and the periods' sums are the rankings'."""
    measures = {
        "采用篇数": "采用篇数",
        "单位积分": "积分（千分之一分）",
        "奖励金额": "奖励（分）",
        "报送条数": "报送条数",
    }
    for measure, column in measures.items():
        sums = audit.by(measure, "单位代码")
        ranking = dict(zip(audit.units["单位代码"], audit.units[column].map(int), strict=True))
        assert ranking == {code: sums.get(code, 0) for code in ranking}, measure
        assert int(audit.periods[-1][column]) == sum(ranking.values())
    year = [one for one in audit.periods if one["考核期"].startswith("2026")]
    for column in ("采用篇数", "积分（千分之一分）", "奖励（分）"):
        of_units = audit.units[f"本年累计{column}".replace("采用", "")].map(int).sum()
        assert of_units == sum(int(one[column]) for one in year)
    assert audit.units["上期积分（千分之一分）"].map(int).sum() == int(audit.periods[-2]["积分（千分之一分）"])


@in_one_run
def test_no_figure_of_the_prose_can_be_changed_unnoticed(read: dict[str, Said], audit: Audit) -> None:
    said, unnoticed, changed = read["bulletin.html"], [], 0
    for sentence in said.sentences():
        for found in re.finditer(r"\d+", sentence):
            other = f"{sentence[: found.start()]}{int(found[0]) + 1}{sentence[found.end() :]}"
            changed += 1
            if not any(fault.startswith(other) for fault in faults(other, said, audit)):
                unnoticed.append(other)
    assert changed > 100
    assert unnoticed == []


CHANGES = {
    "07": ("采用篇", r",认定,符合要求,", ",不认定,符合要求,"),
    "08": ("采用信息", r"^(\d+,2026Q3,采用篇数,A04,,)1,", r"\g<1>2,"),
    "09": ("没有完成采用任务的", r",10,0,10,", ",10,1,9,"),
    "10": ("逾期", r",逾期,", ",按时,"),
    "14": ("比上季度", r",875,", ",874,"),
}
"""Audit table → words of the bulletin that a changed line of it belies, the line and what becomes of it."""


@in_one_run
@pytest.mark.parametrize("number", CHANGES)
@pytest.mark.parametrize("form", READ)
def test_a_bulletin_that_does_not_fit_its_audit_tables_is_found_out(
    read: dict[str, Said], sample: Path, tmp_path: Path, form: str, number: str
) -> None:
    words, line, instead = CHANGES[number]
    folder = tmp_path / "outputs" / sample.name
    shutil.copytree(sample / "audit", folder / "audit")
    (file,) = folder.glob(f"audit/{number}_*.csv")
    text, changes = re.subn(line, instead, file.read_bytes().decode("utf-8"), count=1, flags=re.MULTILINE)
    assert changes == 1
    file.write_bytes(text.encode("utf-8"))
    audit = Audit(folder, names_of(sample.parent.parent / "inputs", sample.name))
    wrong = [*_wrong(read[form], audit, on_paper=form != "bulletin.html")]
    assert any(words in one for one in wrong), wrong


@in_one_run
def test_a_cell_changed_in_the_file_is_named(sample: Path, audit: Audit) -> None:
    page = (sample / "bulletin.html").read_bytes()
    content, changed = re.subn(
        rb"(<td[^>]*>)166(?=</td>)", rb"\g<1>167", page, count=1
    )  # the ranking, not the lines below
    assert changed == 1
    said = read_page(content)
    (wrong,) = _wrong(said, audit, on_paper=False)
    assert "白塔镇中心校" in wrong
    assert "'167'" in wrong
