"""The page without a browser: what it holds, what leads where, and what it may do."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.bulletin import render, word
from pipeline.bulletin.dossier import Dossiers, anchor
from pipeline.bulletin.figures import Figures
from pipeline.bulletin.view import view
from pipeline.produce import figures_of
from schemas.ledger import Ledger, PersonStandings
from schemas.records import Entries, Receipts, Settled
from schemas.vocabulary import Basis, Measure
from tests.bulletin.made_ledger import line_of, with_ledger
from tests.bulletin.made_up import figures
from tests.bulletin.opened import check_opened, parsed
from tests.workspace import Return, office, row, run

HOSTILE = '"><script>alert(1)</script><img src=http://127.0.0.1:9/x.png onerror=alert(2)>{{ 7*7 }}'


@cache
def _text() -> str:
    return render.html(view(with_ledger()))


def _page(made: Figures | None = None) -> Any:
    return parsed(render.html(view(made)) if made else _text())


def _details(page: Any, one: str) -> Any:
    return page.get_element_by_id(one)


def _row_text(page: Any, one: str) -> list[str]:
    return [" ".join(row.text_content().split()) for row in _details(page, one).findall(".//tbody/tr")]


def test_every_ledger_line_stands_with_its_unit_and_its_person_and_the_sums_are_those_of_the_ranking() -> None:
    check_opened(_page(), with_ledger())


def test_a_line_that_is_missing_or_told_twice_is_noticed() -> None:
    """The check itself can fail."""
    made = with_ledger()
    for wrong in (made.ledger.iloc[1:], pd.concat([made.ledger, made.ledger.iloc[:1]])):
        with pytest.raises(AssertionError):
            check_opened(_page(), replace(made, ledger=wrong))


def test_the_amounts_of_a_dossiers_rows_add_to_its_total() -> None:
    dossiers = view(with_ledger()).dossiers
    for one in (*dossiers.units, *dossiers.people):
        for at, total in enumerate(one.totals):
            cells = [item.cells[4 + at].replace(",", "") for item in one.items]
            assert sum(Decimal(cell) for cell in cells if cell != "—") == Decimal(
                total.replace("—", "0").replace(",", "")
            )


def test_a_whole_run_opens_to_its_lines_with_file_sheet_and_row(tmp_path: Path) -> None:
    returns = [
        Return("A01", [row(authors="张三、李四"), row(title="夏令营开营", outlet_text="中华教育观察")]),
        Return(
            "B01", [row(title="运动会", authors="王五"), row(title="运动会", authors="王五", outlet_text="江北教育报")]
        ),
    ]
    made = figures_of(run(office(tmp_path, returns)))
    page = _page(made)
    check_opened(page, made)
    number = made.settled.set_index("title").loc["夏令营开营", "sheet_row"]
    (line,) = _details(page, "unit-A01").xpath(".//tbody/tr[th='夏令营开营']")
    assert [cell.text_content() for cell in line][1:4] == ["中华教育观察", "国家级", "8月5日"]
    assert line[-1].text_content() == f"A01.xlsx 采用明细 第{number}行"


def test_a_quota_an_entry_and_a_sum_stand_after_the_rows_and_say_what_they_rest_on() -> None:
    made = with_ledger()
    quota = made.quotas[made.quotas["unit_code"] == "U01"].iloc[0]
    entry = {
        "entry_id": "D-7", "kind": "负面曝光", "unit_code": "U01", "person": "", "level": "一般", "subject": "食堂问题",
        "happened_on": "2026-08-01", "proposed_by": "甲", "checked_by": "乙", "approved_by": "丙", "grounds": "网页",
        "entered_on": "2026-08-02",
    }  # fmt: skip
    about = {"unit_code": "U01", "row_id": -1, "tier": ""}
    others = [
        line_of(about, Measure.UNIT_POINTS, -1000, "LQ9", "少1篇，扣1分", basis=Basis.QUOTA, basis_key=quota.quota_key),
        line_of(about, Measure.UNIT_POINTS, -5000, "LQ9", "每次扣5分", basis=Basis.ENTRY, basis_key="D-7"),
        line_of(about, Measure.UNIT_POINTS, 500, "LQ12", "折算", basis=Basis.SUM, basis_key="points"),
    ]
    more = Ledger.of({**one, "line_id": 9001 + n} for n, one in enumerate(others))
    page = _page(replace(made, ledger=pd.concat([made.ledger, more]), entries=Entries.of([entry])))
    rows = _row_text(page, "unit-U01")
    assert [text.split("第9")[0].rstrip("—") for text in rows[-3:]] == [
        "采用任务（本季度）-1",
        "负面曝光一般：食堂问题-5",
        "合计0.5",
    ]
    assert [text.split("）")[-1] for text in rows[-3:]] == [f"任务 {quota.quota_key}", "登记事项 D-7", "合计 points"]


def test_a_row_two_units_wrote_together_stands_with_both_and_names_who_returned_it() -> None:
    made = with_ledger()
    first = made.settled[made.settled["row_id"].isin(made.ledger["row_id"])].iloc[0]
    other = next(code for code in made.units["unit_code"] if code != first["unit_code"])
    shared = line_of({**first, "unit_code": other}, Measure.UNIT_POINTS, 1000, "LQ12", "合写")
    more = Ledger.of([{**shared, "line_id": 9001}])
    page = _page(replace(made, ledger=pd.concat([made.ledger, more])))
    name = made.units.set_index("unit_code").loc[first["unit_code"], "name"]
    assert any(
        f"{first['title']}（由{name}填报，本单位合写）" in text for text in _row_text(page, anchor("unit", other))
    )
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


def test_a_mailed_file_goes_by_the_name_it_was_sent_with() -> None:
    made = with_ledger()
    code = made.settled.loc[made.settled["row_id"].isin(made.ledger["row_id"]), "unit_code"].iloc[0]
    hashed = "mail/0f3a9c.xlsx"
    receipts = made.receipts.assign(
        path=made.receipts["path"].where(made.receipts["unit_code"] != code, hashed),
        name=made.receipts["name"].where(made.receipts["unit_code"] != code, "三季度统计表.xlsx"),
    )
    settled = made.settled.assign(path=made.settled["path"].where(made.settled["unit_code"] != code, hashed))
    text = render.html(view(replace(made, receipts=Receipts.conform(receipts), settled=Settled.conform(settled))))
    assert hashed not in text
    assert "“三季度统计表.xlsx” 采用明细 第" in text


def test_no_two_elements_have_one_id() -> None:
    assert [one for one, times in Counter(_page().xpath("//@id")).items() if times > 1] == []


def test_every_link_leads_to_something_on_the_page() -> None:
    page = _page()
    ids, links = set(page.xpath("//@id")), page.xpath("//@href")
    assert len(links) > 50
    assert [link for link in links if not link.startswith("#") or link[1:] not in ids] == []


def test_rankings_lead_to_dossiers_and_dossiers_back() -> None:
    page = _page()
    for annex, kind in (("units", "unit-"), ("people", "person-")):
        links = page.xpath(f"//section[@id='{annex}']//tbody//a/@href")
        assert len(links) == len(page.xpath(f"//section[@id='{annex}']//tbody/tr"))
        assert all(link.startswith(f"#{kind}") for link in links)
    assert len(page.xpath("//details//a[@href='#units']")) == len(with_ledger().units)


def test_prose_leads_to_the_annexes_units_and_people_it_names() -> None:
    page = _page()
    links = {one.text_content(): one.get("href") for one in page.xpath("//article//p/a")}
    tags = {annex.tag: f"#{annex.key}" for annex in view(with_ledger()).annexes}
    named = {text: to for text, to in links.items() if text.startswith("附件")}
    assert named and named.items() <= tags.items()
    best = with_ledger().people.iloc[0]
    assert links[best["name"]] in {f"#person-{one}" for one in with_ledger().people["person"]}
    unit = with_ledger().units.sort_values("place").iloc[0]
    assert links[unit["name"]] == anchor("#unit", unit["unit_code"])


def test_a_name_two_people_of_a_unit_have_leads_nowhere_from_prose() -> None:
    made = with_ledger()
    people = made.people.sort_values("place", kind="stable").reset_index(drop=True)
    alike = people.assign(name="王小明", unit_name="同一学校")
    page = _page(replace(made, people=PersonStandings.conform(alike)))
    assert "王小明（同一学校）" in page.xpath("string(//article)")
    assert page.xpath("//article//p/a[text()='王小明']") == []
    assert len(page.xpath("//section[@id='people']//tbody//a")) == len(page.xpath("//section[@id='people']//tbody/tr"))


def test_nothing_on_the_page_has_an_outside_address() -> None:
    page = _page()
    assert '<html lang="zh-CN">' in _text()
    assert '<meta charset="utf-8">' in _text()
    assert page.xpath("//@src | //@srcset | //@action | //@formaction | //@poster | //@data | //@background") == []
    assert page.xpath("//link | //iframe | //object | //embed | //base | //img") == []
    assert not re.search(r"@import|url\(|https?://(?!www\.w3\.org/2000/svg)", _text())


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else() -> None:
    policy = _page().xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert rules.pop("img-src") == "data:"
    for name in ("style", "script"):
        (content,) = re.findall(f"<{name}>(.*?)</{name}>", _text(), re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules.pop(f"{name}-src") == f"'sha256-{digest}'"
    assert rules == {}


def test_no_element_brings_its_own_style_or_script() -> None:
    names = {name for element in _page().iter() for name in element.attrib}
    assert "style" not in names
    assert [name for name in names if name.startswith("on")] == []


def test_what_a_unit_typed_is_text_and_no_part_of_a_link_or_an_id() -> None:
    made = with_ledger()
    who = f"U01:{HOSTILE}"
    old = made.people.iloc[0]["person"]
    hostile = replace(
        made,
        settled=made.settled.assign(title=HOSTILE, sheet=HOSTILE),
        people=made.people.assign(person=made.people["person"].replace(old, who), name=HOSTILE),
        ledger=made.ledger.assign(person=made.ledger["person"].replace(old, who), arithmetic=HOSTILE),
    )
    text = render.html(view(hostile))
    page = parsed(text)
    assert text.count("<script") == 1
    assert "<img" not in text
    assert HOSTILE in page.get_element_by_id(anchor("person", who)).text_content()
    for named in [*page.xpath("//@id"), *(link[1:] for link in page.xpath("//@href"))]:
        assert re.fullmatch(r"[A-Za-z0-9_.-]+", named)


def test_codes_never_share_an_anchor() -> None:
    codes = ["A01:张三", "A01:张_三", "A01-张三", "A01_3a_张三", "a01:张三", "A01", "A01 ", "A01."]
    assert len({anchor("person", code) for code in codes}) == len(codes)


def test_a_unit_without_lines_is_there_and_says_so() -> None:
    made = with_ledger()
    silent = next(code for code in made.units["unit_code"] if code not in set(made.ledger["unit_code"]))
    assert "本期没有台账" in _details(_page(), anchor("unit", silent)).text_content()


def test_what_was_not_admitted_is_counted_with_the_unit_and_leads_to_its_annex() -> None:
    made, page = with_ledger(), _page()
    told = {one: int(found[1]) for one, found in _refused(page)}
    annex = page.xpath("//section[@id='rejected']//tbody/tr/th[1]")
    assert sum(told.values()) == len(annex)
    names = Counter(cell.text_content() for cell in annex)
    units = made.units.set_index("name")["unit_code"]
    assert told == {anchor("unit", str(units[name])): times for name, times in names.items()}


def _refused(page: Any) -> Iterator[tuple[str, re.Match[str]]]:
    for one in page.xpath("//section[@id='unit-lines']/details"):
        if found := re.search(r"未认定(\d+)条，见附件", one.text_content()):
            yield one.get("id"), found


def test_clauses_that_are_named_are_told_at_the_end() -> None:
    page, made = _page(), with_ledger()
    told = {one.get("id"): one.text_content() for one in page.xpath("//section[@id='clauses']/dl/div")}
    assert set(told) == {anchor("clause", one) for one in made.ledger["clause"]}
    assert all(made.assessment.clauses[one].text in told[f"clause-{one}"] for one in set(made.ledger["clause"]))


def test_total_rows_stand_in_the_foot_where_sorting_leaves_them() -> None:
    page = _page()
    assert page.xpath("//section[@id='cash']//tfoot/tr/*[1]/text()") == ["合计"]
    assert page.xpath("//tbody/tr[*[1][normalize-space()='合计']]") == []


def test_without_dossiers_no_link_leads_to_one() -> None:
    made = replace(view(with_ledger()), dossiers=Dossiers())
    page = parsed(render.html(made))
    ids = set(page.xpath("//@id"))
    assert page.xpath("//details") == []
    assert [link for link in page.xpath("//@href") if link[1:] not in ids] == []


def test_paper_and_the_word_file_know_nothing_of_dossiers() -> None:
    made = view(with_ledger())
    short = replace(made, annexes=made.annexes[:1], sections=made.sections[:1])
    bare = replace(short, dossiers=Dossiers())
    template = word.TEMPLATE.read_bytes()
    assert word.docx(render.for_paper(short), template) == word.docx(render.for_paper(bare), template)
    assert render.pdf(short) == render.pdf(bare)


def test_markup_stays_lean() -> None:
    made = view(with_ledger(42, 400))
    words = sum(len(text.encode()) for text in _words(made.dossiers))
    assert len(render.html(made).encode()) - len(render.html(replace(made, dossiers=Dossiers())).encode()) < 2 * words


def _words(made: Dossiers) -> Iterator[str]:
    for one in (*made.units, *made.people):
        yield from (one.name, *one.about, one.sums)
        for item in one.items:
            yield from (*item.cells, *item.lines, item.source)


FINGERPRINT = """
import hashlib
from pipeline.bulletin import render
from pipeline.bulletin.view import view
from tests.bulletin.made_ledger import with_ledger
print(hashlib.sha256(render.html(view(with_ledger())).encode()).hexdigest())
"""


def test_the_page_has_the_same_bytes_under_another_hash_seed_and_locale() -> None:
    elsewhere = {**os.environ, "PYTHONHASHSEED": "977", "TZ": "America/New_York", "LC_ALL": "C", "PYTHONUTF8": "1"}
    ran = subprocess.run([sys.executable, "-c", FINGERPRINT], capture_output=True, text=True, check=True, env=elsewhere)
    assert ran.stdout.strip() == hashlib.sha256(_text().encode()).hexdigest()


def test_figures_without_a_ledger_still_make_a_page() -> None:
    assert "本期没有台账" in render.html(view(figures()))
