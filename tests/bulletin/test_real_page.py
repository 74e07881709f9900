"""The page in a real browser, on a desktop and on a phone, with scripts and without, by mouse and by keyboard."""

from __future__ import annotations

import io
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

from pipeline.bulletin.figures import Figures
from pipeline.bulletin.render import html
from pipeline.bulletin.view import view
from schemas.ledger import Ledger
from tests.bulletin.made_ledger import with_ledger

pytestmark = pytest.mark.real
WIDTHS = [1280, 390]
UNIT = "#unit-U01"
SEEN = "(one) => one.getClientRects().length > 0"


def _made() -> Figures:
    return with_ledger(15, 150)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("page") / "bulletin.html"
    page.write_text(html(view(_made())), "utf-8")
    return page


@pytest.fixture(params=WIDTHS)
def page(browser: Browser, file: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page at both widths; whatever it says to the console, or asks for, fails the test."""
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    opened.set_default_timeout(20_000)
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda sent: asked.append(sent.url))
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert said == []
    assert {url.partition("#")[0] for url in asked} == {file.as_uri()}


def _column(page: Page, table: str, number: int) -> list[str]:
    """The cells of a column that are in sight, from top to bottom."""
    cells = page.locator(f"{table} tbody tr > :nth-child({number})")
    texts: list[str] = cells.evaluate_all(f"all => all.filter({SEEN}).map((one) => one.textContent)")
    return texts


def _shown(page: Page, which: str) -> int:
    """How many are in sight."""
    number: int = page.locator(which).evaluate_all(f"all => all.filter({SEEN}).length")
    return number


def _sort(page: Page, table: str, title: str) -> str | None:
    """Click a column's head; how it is sorted then."""
    head = page.locator(f"{table} thead th", has_text=title).first
    head.locator("button").click()
    return head.get_attribute("aria-sort")


def _find(page: Page, words: str) -> str:
    page.fill("#find", words)
    page.wait_for_timeout(400)
    return page.locator("#found").inner_text()


def _titles(page: Page, table: str) -> list[str]:
    return [one.strip() for one in page.locator(f"{table} thead th").all_inner_texts()]


def test_the_page_is_no_wider_than_its_window(page: Page) -> None:
    measure = "[document.documentElement.scrollWidth, innerWidth]"
    closed = page.evaluate(measure)
    for lines in ("#unit-lines", "#person-lines"):
        page.locator(f"{lines} [data-open=yes]").click()
    assert page.locator("details:not([open])").count() == 0
    for wide, window in (closed, page.evaluate(measure)):
        assert wide <= window


def test_nothing_on_the_page_hinders_who_cannot_see_it_or_use_a_mouse(page: Page) -> None:
    page.locator(f"{UNIT} > summary").click()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found] == []


def test_numbers_sort_by_value_and_a_third_click_puts_them_back(page: Page) -> None:
    table = "#people table"
    number = 1 + next(n for n, title in enumerate(_titles(page, table)) if title.startswith("积分"))
    before = _column(page, table, 2)
    assert _sort(page, table, "积分") == "ascending"
    rising = [Decimal(text) for text in _column(page, table, number)]
    assert rising == sorted(rising)
    assert _sort(page, table, "积分") == "descending"
    falling = [Decimal(text) for text in _column(page, table, number)]
    assert falling == sorted(falling, reverse=True)
    assert _column(page, table, 2) == before  # ties stay in the order of the ranking
    assert _sort(page, table, "姓名") == "ascending"
    assert page.locator(f"{table} [aria-sort]").count() == 1
    assert _column(page, table, 2) != before
    assert [_sort(page, table, "姓名"), _sort(page, table, "姓名")] == ["descending", None]
    assert _column(page, table, 2) == before


def test_days_sort_by_the_calendar_and_money_by_amount(page: Page) -> None:
    table = "#accepted table"
    _sort(page, table, "采用日期")
    days = [tuple(map(int, text.removesuffix("日").split("月"))) for text in _days(page)]
    assert len(set(days)) > 9
    assert days == sorted(days)
    cash = "#cash table"
    _sort(page, cash, "本期核算")
    amounts = [Decimal(text.replace(",", "")) for text in _column(page, cash, 3)]
    assert amounts == sorted(amounts)
    assert max(amounts) >= 1000


def _days(page: Page) -> list[str]:
    return [
        text.split("：")[-1].strip() for text in page.locator("#accepted tbody td:nth-child(6)").all_text_contents()
    ]


def test_a_day_of_the_year_before_sorts_first(browser: Browser, tmp_path: Path) -> None:
    made = view(with_ledger())
    text = html(replace(made, period_end=date(2027, 7, 31)))
    (tmp_path / "page.html").write_text(text, "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((tmp_path / "page.html").as_uri())
    _sort(page, "#accepted table", "采用日期")
    months = [int(day.partition("月")[0]) for day in _days(page)]
    page.close()
    assert {7, 8} <= set(months)
    assert months == sorted(months, key=lambda month: (month == 7, month))


def test_the_total_stays_last_while_rows_are_sorted(page: Page) -> None:
    _sort(page, "#cash table", "本期核算")
    last = page.locator("#cash table tr").last
    assert last.inner_text().startswith("合计")


def test_finding_leaves_what_has_every_word_and_says_how_much(page: Page) -> None:
    person = _made().people.iloc[0]
    before = _shown(page, "#people tbody tr")
    said = _find(page, f"{person['name']} {person['unit_name']}")
    assert _shown(page, "#people tbody tr") < before
    assert set(_column(page, "#people", 2)) == {person["name"]}
    people = _shown(page, "#person-lines > details")
    assert people >= 1
    assert f"个人{people}人" in said
    assert f"单位{_shown(page, '#unit-lines > details')}个" in said
    assert set(_column(page, "#accepted", 3)) <= {person["name"], f"撰稿人：{person['name']}"}
    assert _shown(page, "#cash tfoot tr") == 0  # a total of all rows is none of these
    assert _find(page, "世上没有的词") == "找到单位0个、个人0人、附件0行"
    assert _find(page, "") == ""
    assert _shown(page, "#people tbody tr") == before
    assert page.get_by_role("status").get_attribute("id") == "found"


def test_a_ranked_unit_opens_to_its_lines_and_their_cells(page: Page) -> None:
    made = _made()
    best = made.units.sort_values("place").iloc[0]
    page.locator("#units tbody a", has_text=best["name"]).first.click()
    box = page.locator(f"#unit-{best['unit_code']}")
    assert box.get_attribute("open") is not None
    assert box.locator("summary").evaluate("one => one === document.activeElement")
    row = box.locator("tbody tr").first
    source = made.settled[made.settled["unit_code"] == best["unit_code"]]
    assert any(f"{one.path} {one.sheet} 第{one.sheet_row}行" in row.inner_text() for one in source.itertuples())
    assert "第" in row.locator("li").first.inner_text()
    box.locator("a", has_text="回到排名").click()
    assert page.url.endswith("#units")


def test_a_persons_line_leads_to_the_units_row_it_came_from(page: Page) -> None:
    person = _made().people.iloc[0]["person"]
    page.goto(page.url + f"#person-{person}")
    link = page.locator(f"#person-{person} tbody a").first
    to = link.get_attribute("href") or ""
    link.click()
    assert page.locator(f'[id="{to[1:]}"]').is_visible()
    assert page.evaluate("document.activeElement.id") == to[1:]


def test_a_deep_link_opens_what_it_names_and_takes_a_filter_away(page: Page) -> None:
    _find(page, "世上没有的词")
    page.goto(page.url.partition("#")[0] + UNIT)
    assert page.locator(f"{UNIT} table").is_visible()
    assert page.input_value("#find") == ""
    page.locator(f"{UNIT} > summary").click()
    assert not page.locator(f"{UNIT} table").is_visible()
    page.evaluate("location.hash = '#units'")
    page.evaluate(f"location.hash = '{UNIT}'")
    page.wait_for_function(f"document.querySelector('{UNIT}').open")
    page.evaluate("location.hash = '#%E6%B2%A1%E6%9C%89'")  # leads nowhere, and nothing breaks
    assert page.locator(f"{UNIT} table").is_visible()


def test_everything_can_be_done_from_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("U")
    page.keyboard.press("Escape")
    page.fill("#find", "")
    page.locator("#people thead button").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#people [aria-sort=ascending]").count() == 1
    page.locator(f"{UNIT} > summary").focus()
    page.keyboard.press("Space")
    assert page.locator(f"{UNIT} table").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "回到排名"
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid"


def test_with_scripts_off_all_is_there(browser: Browser, file: Path) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900}).new_page()
    page.goto(file.as_uri())
    assert page.locator("#accepted tbody tr:visible").count() == page.locator("#accepted tbody tr").count() > 50
    assert not page.locator("#find").is_visible()
    assert page.locator("button:visible").count() == 0
    page.locator(f"{UNIT} > summary").click()
    assert page.locator(f"{UNIT} table").is_visible()
    assert page.locator(f"{UNIT} tbody tr:visible").count() > 3
    page.context.close()


def test_on_paper_stand_all_annexes_and_what_is_open(page: Page) -> None:
    _find(page, "世上没有的词")
    page.locator(f"{UNIT}").evaluate("one => { one.open = true; one.classList.remove('out') }")
    text = _printed(page)
    made = _made()
    annexes = view(made).annexes
    assert [annex.title for annex in annexes if annex.title not in text] == []
    assert text.count("读书活动启动仪式") >= sum(
        annex.rows for annex in annexes if annex.key in ("accepted", "rejected")
    )
    own = made.ledger.loc[made.ledger["unit_code"] == "U01", "line_id"]
    other = made.ledger.loc[made.ledger["unit_code"] == "U02", "line_id"]
    assert [number for number in own if f"第{number}笔" not in text] == []
    assert [number for number in other if f"第{number}笔" in text] == []
    assert "查找" not in text
    assert "全部展开" not in text


def _printed(page: Page) -> str:
    """The text of the printed page without blanks; radicals that stand for characters are those characters."""
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return unicodedata.normalize("NFKC", "".join("".join(one.extract_text().split()) for one in pages))


def test_the_policy_stops_a_script_that_is_not_the_pages_own(browser: Browser, tmp_path: Path) -> None:
    text = html(view(replace(with_ledger(), ledger=Ledger.blank())))
    (tmp_path / "page.html").write_text(
        text.replace("</main>", "<script>document.title = 'ran'</script></main>"), "utf-8"
    )
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    assert page.title() != "ran"
    page.close()
