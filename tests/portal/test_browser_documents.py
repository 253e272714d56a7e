"""Searching and reading judgments in a real browser: by keyboard, on a phone, on paper."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from central_server.listening import listen
from central_server.services.publishing.release_calendar import Month
from tests.portal.browser import DESKTOP, PHONE, accessibility_faults, chromium, follow, keep_picture
from tests.portal.judgments import COURT, authority_judgment, companies_order, sales_judgment
from tests.support.court_world import CourtWorld, opened_world

SIZES = {"desktop": DESKTOP, "phone": PHONE}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The portal on a port with three judgments and a notice; its address."""
    with opened_world(tmp_path, filling=_fill) as world:
        listening = listen([(world.portal, "127.0.0.1", 0)])
        try:
            yield listening.urls[0]
        finally:
            listening.stop()


def _fill(world: CourtWorld) -> None:
    world.clock.set(date(2026, 11, 25), 15)
    for number, make, cause, kind in (
        ("（2026）粤0103民初123号", sales_judgment, "买卖合同纠纷", "民事判决书"),
        ("（2026）粤0103行初45号", authority_judgment, "行政处罚", "行政判决书"),
        ("（2026）粤0103执678号", companies_order, "买卖合同纠纷", "执行裁定书"),
    ):
        case_id = world.case(number, cause=cause, judge_id=world.judge_id)
        world.document(case_id, kind=kind, status="passed", judge_id=world.judge_id, copy=make(number))
    withheld = world.case("（2026）粤0103民初500号", cause="离婚纠纷")
    world.withholding(withheld, world.document(withheld, status="withheld"))
    world.releases.release_documents(Month.parse("2026-11"))


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page that fails the test when the browser reports anything: a refused script, a failed request."""
    context = browser.new_context(viewport=SIZES[request.param], locale="zh-CN")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def _look(page: Page, name: str) -> None:
    """No accessibility fault, nothing wider than the screen; keeps a picture where asked."""
    size = page.viewport_size
    keep_picture(page, f"{name}-{'phone' if size is not None and size['width'] < 500 else 'desktop'}")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_word_of_the_text_leads_to_the_judgment_and_back(site: str, page: Page) -> None:
    page.goto(site)
    page.keyboard.press("/")
    expect(page.locator("#home-q")).to_be_focused()
    page.keyboard.type("货款 不锈钢")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=共 1 件")
    assert page.locator(".excerpt mark").all_inner_texts() == ["货款", "货款", "不锈钢"]
    _look(page, "found")

    page.focus("ul.results a")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.judgment")
    assert page.locator("h1").inner_text() == f"{COURT}民事判决书"
    expect(page.locator(".judgment td")).to_have_count(14)
    assert page.locator(".judgment td[colspan='3']").inner_text() == "合计"
    _look(page, "judgment")

    follow(page, "text=返回查找结果")
    expect(page.locator("#q")).to_have_value("货款 不锈钢")
    follow(page, "ul.results a")
    page.keyboard.press("/")
    page.wait_for_url("**/documents#q")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("2026/11/2")
    expect(page.locator("#q")).to_have_value("2026/11/2")


def test_from_the_home_page_the_way_back_leads_to_the_whole_list(site: str, page: Page) -> None:
    page.goto(site + "/documents?q=货款")
    page.goto(site)
    page.click("#newest ~ ul a")
    expect(page.locator("p.back a")).to_have_text("返回裁判文书")
    follow(page, "p.back a")
    expect(page).to_have_url(site + "/documents")


def test_the_address_of_a_judgment_is_stable(site: str, page: Page) -> None:
    page.goto(site + "/documents?q=货款")
    address = page.get_attribute("ul.results a", "href")
    assert address is not None
    page.goto(site + address.partition("#")[0])

    expect(page.locator("article.judgment")).to_have_count(1)
    assert address.partition("#")[0].count("/") == 2


def test_conditions_are_chosen_by_keyboard(site: str, page: Page) -> None:
    page.goto(site + "/documents")
    page.get_by_text("更多条件").focus()
    page.keyboard.press("Enter")
    page.select_option("#party", "authority")
    page.focus("#number")
    page.keyboard.type("行初")
    _look(page, "conditions")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=共 1 件")
    chips = [text.split("\n")[0] for text in page.locator("ul.chips li a").all_inner_texts()]
    assert chips == ["案号：行初", "当事人：国家机关", "全部清除"]
    page.get_by_role("link", name="去掉条件 案号：行初").click()
    page.wait_for_selector("text=共 1 件")
    expect(page.locator("#number")).to_have_value("")
    expect(page.locator("#party")).to_have_value("authority")


def test_answers_are_ordered_and_narrowed_by_keyboard(site: str, page: Page) -> None:
    numbers, total = page.locator("ul.results a.number"), page.locator(".total")
    page.goto(site + "/documents?q=荔湾区")
    expect(total).to_have_text("共 4 件")
    expect(page.locator("nav.orders a")).to_have_text(["按相关", "按公布日期", "按裁判日期", "裁判日期从旧到新"])
    expect(page.locator("nav.orders [aria-current]")).to_have_text(["按相关"])
    _look(page, "ordered")
    page.get_by_role("link", name="按公布日期").press("Enter")
    expect(page.locator("nav.orders [aria-current]")).to_have_text(["按公布日期"])

    jump = page.get_by_role("link", name="缩小范围")
    jump.focus()
    box = jump.bounding_box()
    assert box is not None
    assert box["width"] > 60
    page.keyboard.press("Enter")
    expect(page.locator("#choices")).to_be_focused()
    cause = page.get_by_role("link", name="买卖合同纠纷 2 件")
    cause.focus()
    page.keyboard.press("Enter")
    expect(total).to_have_text("共 2 件")
    expect(numbers).to_have_count(2)
    expect(page.locator("ul.chips li").first).to_have_text("荔湾区 ×")
    expect(page.locator(".choices .chosen")).to_have_text(["买卖合同纠纷 2 件"])
    expect(page.locator("nav.orders [aria-current]")).to_have_text(["按公布日期"])
    _look(page, "narrowed")

    page.fill("#q", "货款")
    page.keyboard.press("Enter")
    expect(total).to_have_text("共 1 件")
    expect(page.get_by_role("link", name="去掉条件 案由：买卖合同纠纷")).to_be_visible()
    page.get_by_role("link", name="案由不限").press("Enter")
    expect(page.locator("ul.chips li")).to_have_text(["货款 ×", "全部清除"])


def test_a_notice_shows_number_court_date_and_reason(site: str, page: Page) -> None:
    page.goto(site + "/documents?state=withheld")
    page.click("ul.results a")
    facts = page.locator("dl.facts").inner_text()

    for fact in ("（2026）粤0103民初500号", COURT, "2026年11月2日", "涉及离婚诉讼"):
        assert fact in facts
    expect(page.locator("article.judgment")).to_have_count(0)
    _look(page, "notice")


def test_large_type_and_high_contrast_of_the_reading_page(site: str, page: Page) -> None:
    page.goto(site + "/documents?q=货款")
    page.click("ul.results a")
    page.wait_for_selector("article.judgment")
    usual = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.judgment p')).fontSize)")
    follow(page, "text=大字版")
    follow(page, "text=高对比度")

    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.judgment p')).fontSize)") > usual * 1.2
    _look(page, "judgment-large-contrast")


def test_on_paper_stands_the_judgment_alone(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(site + "/documents?q=货款")
    page.click("ul.results a")
    page.wait_for_selector("article.judgment")
    assert not page.locator(".source").is_visible()
    page.emulate_media(media="print")

    for hidden in ("header.site", ".reading", "footer.site", ".back", ".about", ".title-row", ".on-screen"):
        assert not page.locator(hidden).first.is_visible(), hidden
    for shown in (".judgment p.court", ".judgment table", ".judgment p.signature", ".source"):
        assert page.locator(shown).first.is_visible(), shown
    size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.judgment p.flush, .judgment p')).fontSize)"
    )
    assert size >= 16 * 96 / 72
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 2
    assert b"/MediaBox [0 0 595.91998 842.88" in pdf or b"/MediaBox [0 0 594.95996 841.91998]" in pdf
    context.close()


def _printed(page: Page, folder: Path) -> str:
    page.pdf(path=folder / "printed.pdf", prefer_css_page_size=True)
    read = subprocess.run(["pdftotext", folder / "printed.pdf", "-"], capture_output=True, check=True, timeout=60)
    return read.stdout.decode()


def test_every_printed_page_bears_its_number_and_a_list_no_form(site: str, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(site + "/documents?q=货款")
    answers = _printed(page, tmp_path)
    page.click("ul.results a")
    page.wait_for_selector("article.judgment")
    judgment = _printed(page, tmp_path)
    context.close()

    assert "第 1 页，共 1 页" in answers
    assert "货款" in answers
    assert "两个字也能查" not in answers
    assert [line for line in judgment.splitlines() if line.startswith("第 ")] == [
        "第 1 页，共 2 页",
        "第 2 页，共 2 页",
    ]


def test_answers_are_reached_by_their_headings(site: str, page: Page) -> None:
    page.goto(site + "/documents?q=荔湾区")

    assert page.get_by_role("heading", level=2).all_inner_texts() == ["查找结果", "缩小范围"]
    for number in ("（2026）粤0103民初123号", "（2026）粤0103民初500号 不上网公开"):
        expect(page.get_by_role("heading", level=3, name=number, exact=True)).to_have_count(1)


def test_on_a_narrow_phone_the_head_is_short_and_the_field_wide(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site + "/documents")
    boxes = [page.get_by_role("navigation", name=name).bounding_box() for name in ("主要栏目", "阅读方式")]
    middles = [box["y"] + box["height"] / 2 for box in boxes if box is not None]

    assert len(middles) == 2
    assert abs(middles[0] - middles[1]) < 1
    follow(page, "text=大字版")
    field = page.locator("#q").bounding_box()
    assert field is not None
    assert field["width"] > 240, "in large type the button stands below the field"
    context.close()


def test_searching_and_reading_work_without_javascript(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/documents")
    assert not page.locator(".by-key").is_visible()
    page.fill("#q", "阀门")
    page.get_by_role("button", name="查找", exact=True).click()
    page.click("ul.results a")
    expect(page.locator("article.judgment")).to_have_count(1)
    assert not page.locator("[data-print]").is_visible()
    context.close()
