"""What a unit or a person opens to, read off the page and held against the ledger and the standings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import html as markup

from pipeline.bulletin.dossier import anchor
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.words import Fen, Points

AMOUNTS = {"积分": "points", "奖励（元）": "cash", "经费（元）": "funds"}
"""Column of a dossier → the standing's figure it must add to."""


def parsed(text: str) -> Any:
    """The page as a tree."""
    return markup.document_fromstring(text)


def check_opened(page: Any, made: Figures) -> None:
    """Every ledger line stands once with its unit and once with its person; sums are those of the standings."""
    for kind, column, standings in (("unit", "unit_code", made.units), ("person", "person", made.people)):
        lines = {str(code): its for code, its in made.ledger[made.ledger[column] != ""].groupby(column)}
        for standing in standings.to_dict("records"):
            one = page.xpath(f"//details[@id='{anchor(kind, standing[column])}']")
            its = lines.pop(standing[column], made.ledger.iloc[:0])
            assert len(one) == 1 if kind == "unit" or len(its) else one == []
            _check_lines(one, its.to_dict("records"))
            _check_sums(one, standing)
        assert lines == {}


def _check_lines(one: list[Any], lines: list[dict[Any, Any]]) -> None:
    """With number, measure, arithmetic and clause, and no line more."""
    told = [item.text_content() for dossier in one for item in dossier.findall(".//li")]
    assert len(told) == len(lines)
    for line in lines:
        (said,) = [text for text in told if text.startswith(f"第{line['line_id']}笔 {line['measure']} ")]
        assert said.endswith(f"：{' '.join(line['arithmetic'].split())}（{line['clause']}）")


def _check_sums(one: list[Any], standing: dict[Any, Any]) -> None:
    sums = dict(_foot(one[0])) if one else {}
    for title, name in AMOUNTS.items():
        amount = standing.get(name, 0)
        if title in sums and sums[title] != "—":
            assert sums[title] == (Points(amount).text if name == "points" else Fen(amount).cell)
        else:
            assert not amount


def _foot(dossier: Any) -> Iterator[tuple[str, str]]:
    """Column → total."""
    heads = [cell.text_content() for cell in dossier.findall(".//thead/tr/th")]
    totals = [cell.text_content() for cell in dossier.findall(".//tfoot/tr/*")]
    return zip(heads, totals, strict=True)
