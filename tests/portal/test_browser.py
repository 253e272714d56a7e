"""The portal in a real browser: by keyboard, on desktop and phone, for eyes that need larger type, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from central_server.listening import listen
from tests.portal.browser import DESKTOP, PHONE, accessibility_faults, chromium, follow, keep_picture
from tests.support.court_world import CourtWorld, opened_world

NUMBER = "（2026）粤0103执101号"
SIZES = {"desktop": DESKTOP, "phone": PHONE}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The portal on a port with a case, logs of two weeks, a correction, documents; its address and a password."""
    with opened_world(tmp_path, filling=_fill) as world:
        listening = listen([(world.portal, "127.0.0.1", 0)])
        try:
            yield listening.urls[0], world.told
        finally:
            listening.stop()


def _fill(world: CourtWorld) -> str:
    case_id = world.case(NUMBER, procedure="执行程序")
    world.party(case_id, "陈演示", position=1)
    world.party(case_id, "广州某某演示贸易有限公司", role="被执行人", position=2)
    world.event(case_id, "filed", date(2026, 10, 8), {"cause": "买卖合同纠纷"})
    world.event(
        case_id,
        "enforcement-notice",
        date(2026, 10, 13),
        {"addressee": "广州某某演示贸易有限公司", "sent_on": "2026-10-13"},
    )
    world.event(case_id, "property-query", date(2026, 10, 20), {"person": "广州某某演示贸易有限公司", "scope": "银行存款、车辆、不动产",
                                                               "replied_on": "2026-10-22", "result": "有少量存款"})  # fmt: skip
    first = world.log(case_id, "与申请人代理人电话联系，告知查控结果。", date(2026, 11, 12), entered_at="2026-11-12T08:00:00.000Z",
                      place="执行局办公室", result="申请人同意先行冻结。")  # fmt: skip
    world.log(case_id, "到被执行人经营场所走访，公司已停业，门口张贴搬迁公告。", date(2026, 11, 10), kind="visit", visibility="both",
              entered_at="2026-11-13T02:00:00.000Z", place="荔湾区演示路", present="物业管理人员")  # fmt: skip
    world.clock.set(date(2026, 11, 13), 15)
    world.releases.release_due()
    world.log(case_id, "更正：与申请人本人电话联系，告知查控结果。", date(2026, 11, 12), amends_id=first,
              entered_at="2026-11-17T02:00:00.000Z", result="申请人同意先行冻结账号6222021234567893445。")  # fmt: skip
    for number in range(201, 226):
        other = world.case(f"（2026）粤0103民初{number}号", judge_id=world.judge_id)
        document_id = world.document(other, kind="民事判决书", status="passed" if number % 4 else "withheld",
                                     judge_id=world.judge_id)  # fmt: skip
        if number % 4 == 0:
            world.withholding(other, document_id)
    world.clock.set(date(2026, 11, 25), 15)
    world.releases.release_due()
    return world.access.issue(NUMBER, "陈演示").password


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page that fails the test when the browser reports anything: a blocked source, a failed request."""
    context = browser.new_context(viewport=SIZES[request.param], locale="zh-CN")
    opened = context.new_page()
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # A refused sign-in is answered with 403 on purpose.
        if "403 (Forbidden)" not in message.text:
            complaints.append(message.text)

    opened.on("console", note)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def _name(page: Page) -> str:
    size = page.viewport_size
    return "phone" if size is not None and size["width"] < 500 else "desktop"


def _look(page: Page, name: str) -> None:
    """No accessibility fault, nothing wider than the screen; keeps a picture where asked."""
    keep_picture(page, f"{name}-{_name(page)}")
    assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def sign_in_by_keyboard(page: Page, address: str, password: str) -> None:
    page.goto(address + "/party")
    expect(page.locator("#case_number")).to_be_focused()
    page.keyboard.type("(2026)粤0103执101号")
    page.keyboard.press("Tab")
    expect(page.locator("#password")).to_be_focused()
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=退出查询")


def test_a_party_signs_in_by_keyboard_reads_and_leaves(site: tuple[str, str], page: Page) -> None:
    address, password = site
    sign_in_by_keyboard(page, address, password)

    expect(page.locator("h1")).to_have_text(NUMBER)
    expect(page.locator("li.log")).to_have_count(3)
    expect(page.locator("text=本条更正")).to_have_count(1)
    expect(page.locator("text=****3445")).to_have_count(1)
    _look(page, "party")

    page.click("text=2026年11月12日的日志")
    assert "#log-" in page.url
    page.get_by_role("button", name="退出查询").press("Enter")
    page.wait_for_selector("#case_number")
    page.go_back()
    page.reload()
    expect(page.locator("#case_number")).to_be_visible()
    expect(page.locator("text=陈演示")).to_have_count(0)


def test_a_wrong_password_is_told_and_the_field_is_ready(site: tuple[str, str], page: Page) -> None:
    address, _ = site
    page.goto(address + "/party")
    _look(page, "party-form")
    page.fill("#case_number", NUMBER)
    page.fill("#password", "2222-2222-2222-2222")
    page.keyboard.press("Enter")
    page.wait_for_selector('[role="alert"]')

    expect(page.locator("#case_number")).to_have_value(NUMBER)
    expect(page.locator("#password")).to_have_value("")
    expect(page.locator("#password")).to_be_focused()
    _look(page, "party-refused")


def test_documents_are_found_and_conditions_taken_away_again(site: tuple[str, str], page: Page) -> None:
    address, _ = site
    total, numbers = page.locator(".total"), page.locator("ul.results a.number")
    chips, notices = page.locator("ul.chips li"), page.locator("ul.results .tag.amber")
    page.goto(address)
    _look(page, "home")
    page.fill("#home-q", "〔2026〕粤０１０３ 民初")
    page.keyboard.press("Enter")
    expect(total).to_have_text("共 25 件，第 1 / 2 页")
    expect(numbers).to_have_count(20)
    assert all(re.fullmatch(r"（2026）粤0103民初2\d\d号", text) for text in numbers.all_inner_texts())
    expect(chips).to_have_text(["〔2026〕粤０１０３ ×", "民初 ×", "全部清除"])
    _look(page, "documents")

    page.get_by_role("link", name="下一页").click()
    expect(total).to_have_text("共 25 件，第 2 / 2 页")
    expect(numbers).to_have_count(5)

    page.click("summary:has-text('更多条件')")
    page.select_option("#state", "withheld")
    page.get_by_role("button", name="按这些条件查找").click()
    expect(total).to_have_text("共 6 件")
    expect(numbers).to_have_count(6)
    expect(notices).to_have_count(6)
    expect(chips).to_have_text(["〔2026〕粤０１０３ ×", "民初 ×", "不上网公开 ×", "全部清除"])
    _look(page, "documents-withheld")

    page.get_by_role("link", name="去掉条件 不上网公开").click()
    expect(total).to_have_text("共 25 件，第 1 / 2 页")
    expect(chips).to_have_count(3)
    first = numbers.first.inner_text()
    numbers.first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("dl.facts")).to_contain_text("审理法院")
    expect(page.locator("main")).to_contain_text(first)
    _look(page, "document")


def test_large_type_and_high_contrast(site: tuple[str, str], page: Page) -> None:
    address, password = site
    sign_in_by_keyboard(page, address, password)
    usual = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    follow(page, "text=大字版")
    follow(page, "text=高对比度")

    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= usual * 1.25
    expect(page.locator("li.log")).to_have_count(3)
    _look(page, "party-large-contrast")
    page.goto(address + "/documents?q=2026&state=withheld")
    _look(page, "documents-large-contrast")


def test_a_page_that_is_not_there_leads_home(site: tuple[str, str], browser: Browser) -> None:
    context = browser.new_context(viewport=SIZES["phone"])
    page = context.new_page()
    answer = page.goto(site[0] + "/documents/none")

    assert answer is not None
    assert answer.status == 404
    _look(page, "not-found")
    context.close()


def test_it_works_without_javascript(site: tuple[str, str], browser: Browser) -> None:
    address, password = site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/party")
    page.fill("#case_number", NUMBER)
    page.fill("#password", password)
    page.get_by_role("button", name="查询", exact=True).click()

    expect(page.locator("li.log")).to_have_count(3)
    page.goto(address + "/documents")
    page.get_by_text("更多条件").click()
    page.locator("#judge").fill("苏法官")
    page.get_by_role("button", name="按这些条件查找").click()
    expect(page.locator("text=共 19 件")).to_have_count(1)
    context.close()


def test_on_paper_only_the_case_is_printed(site: tuple[str, str], browser: Browser) -> None:
    address, password = site
    context = browser.new_context(viewport=SIZES["desktop"])
    page = context.new_page()
    sign_in_by_keyboard(page, address, password)
    page.emulate_media(media="print")

    for hidden in ("header.site nav", ".reading", "footer.site", ".sign-out"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("li.log").first.is_visible()
    keep_picture(page, "party-print")
    assert page.pdf(format="A4").startswith(b"%PDF")
    context.close()


def test_the_first_tab_stop_jumps_over_the_navigation(site: tuple[str, str], browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site[0] + "/documents")
    page.keyboard.press("Tab")
    expect(page.get_by_text("跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    context.close()


def test_the_accessibility_check_can_see(site: tuple[str, str], browser: Browser) -> None:
    """A page that is made worse is reported: otherwise the empty lists above would say nothing."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site[0] + "/party")
    page.evaluate(
        """() => {
            document.querySelector('label[for="password"]').remove();
            document.querySelector('.lead').style.color = '#cccccc';
            document.documentElement.removeAttribute('lang');
        }"""
    )

    found = {fault.partition(":")[0] for fault in accessibility_faults(page)}

    assert {"label", "color-contrast", "html-has-lang"} <= found
    context.close()
