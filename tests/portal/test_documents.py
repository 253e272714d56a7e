"""Searching published documents and notices: case number first, in whatever form it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from central_server.services.publishing.release_calendar import Month
from central_server.storage.published_search import fold, search_text, terms_of
from tests.support.court_world import CourtWorld, opened_world


@pytest.fixture
def library(either_database: str | None, tmp_path: Path) -> Iterator[CourtWorld]:
    with opened_world(tmp_path, either_database, _publish) as world:
        yield world


def _publish(world: CourtWorld) -> None:
    """Four published documents and one notice."""
    world.clock.set(date(2026, 11, 25), 15)
    for number, cause, decided_on in (
        ("（2026）粤0103民初123号", "买卖合同纠纷", "2026-10-12"),
        ("（2026）粤0103民初1234号", "民间借贷纠纷", "2026-11-02"),
        ("（2026）粤0103执恢7号", "买卖合同纠纷", "2026-11-03"),
        ("（2013）穗荔法民一初字第88号之一", "100%保证责任_纠纷", "2013-05-06"),
    ):
        case_id = world.case(number, cause=cause, judge_id=world.judge_id, filed_on="2013-01-04")
        world.document(case_id, kind="民事判决书", status="passed", decided_on=decided_on, judge_id=world.judge_id)
    withheld = world.case("（2026）粤0103民初500号", cause="离婚纠纷", judge_id=world.judge_id)
    world.withholding(withheld, world.document(withheld, status="withheld", decided_on="2026-11-04"))
    world.releases.release_documents(Month.parse("2026-11"))


def found(world: CourtWorld, **asked: str) -> list[str]:
    page = re.sub("</?mark>", "", world.visitor().client.get("/documents", params=asked).text)
    total = re.search(r"共 (\d+) 件", page)
    numbers = re.findall(r'<a class="number"[^>]*>([^<]+)</a>', page)
    assert total is not None
    assert int(total[1]) == len(numbers)
    return [re.sub("^（|粤0103|号$", "", number).replace("）", " ") for number in numbers]


@pytest.mark.parametrize(
    ("q", "numbers"),
    [
        ("（2026）粤0103民初123号", {"2026 民初123"}),
        ("(2026)粤0103民初123号", {"2026 民初123"}),
        ("〔２０２６〕粤０１０３民初１２３号", {"2026 民初123"}),
        ("[2026] 粤0103 民初 123号", {"2026 民初123"}),
        ("民初123", {"2026 民初123", "2026 民初1234"}),
        ("穗荔法 88", {"2013 穗荔法民一初字第88号之一"}),
        ("买卖合同 执恢", {"2026 执恢7"}),
        ("苏法官 民间借贷", {"2026 民初1234"}),
        ('"2026-11-03"', {"2026 执恢7"}),
        ("2026年11月2日", {"2026 民初1234"}),
        ("2026/11/3", {"2026 执恢7"}),
        ("2026年11月", {"2026 民初1234", "2026 执恢7", "2026 民初500"}),
        ("涉及离婚诉讼", {"2026 民初500"}),
        ("离婚纠纷", set()),  # the cause of a withheld document is not published
        ("100%保证", {"2013 穗荔法民一初字第88号之一"}),
        ("责任_纠", {"2013 穗荔法民一初字第88号之一"}),
        ("责任纠", set()),
        ("%", {"2013 穗荔法民一初字第88号之一"}),
        ("不存在的词", set()),
    ],
)
def test_a_question_finds_what_it_names(library: CourtWorld, q: str, numbers: set[str]) -> None:
    assert set(found(library, q=q)) == numbers


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 5),
        ({"state": "published"}, 4),
        ({"state": "withheld"}, 1),
        ({"state": "internal"}, 5),
        ({"cause": "买卖合同"}, 2),
        ({"judge": "苏法官"}, 4),
        ({"judge": "苏"}, 0),
        ({"date_from": "2026-11-01"}, 3),
        ({"date_from": "2026年10月1日", "date_to": "2026.11.2"}, 2),
        ({"date_to": "2013-12-31"}, 1),
        ({"date_from": "不是日期"}, 5),
        ({"q": "2026", "state": "published", "cause": "纠纷"}, 3),
        ({"page": "99"}, 5),
        ({"page": "-1"}, 5),
        ({"page": "x" * 500}, 5),
    ],
)
def test_conditions_narrow_the_list(library: CourtWorld, asked: dict[str, str], count: int) -> None:
    assert len(found(library, **asked)) == count


def test_each_condition_can_be_taken_away_by_its_chip(library: CourtWorld) -> None:
    visitor = library.visitor()
    page = visitor.client.get("/documents", params={"q": "2026 “民初 ” 纠纷", "judge": "苏法官"}).text
    chips = dict(re.findall(r'<a href="([^"]+)" aria-label="去掉条件 ([^"]+)"', page))
    labels = {label: address.replace("&amp;", "&") for address, label in chips.items()}

    assert list(labels) == ["2026", "民初 ", "纠纷", "承办法官：苏法官"]
    without_judge = visitor.get(labels["承办法官：苏法官"])
    assert "承办法官：苏法官</a>" not in without_judge
    assert 'aria-label="去掉条件 民初 "' in without_judge
    assert 'aria-label="去掉条件 2026"' not in visitor.get(labels["2026"])


def test_a_date_that_cannot_be_read_is_told(library: CourtWorld) -> None:
    assert "认不出日期“昨天”" in library.visitor().get("/documents?date_from=昨天")


def test_a_notice_shows_its_four_facts_and_no_more(library: CourtWorld) -> None:
    visitor = library.visitor()
    page = visitor.get("/documents?state=withheld")
    address = re.search(r'<a class="number" href="([^"]+)"', page)
    assert address is not None

    notice = visitor.get(address[1])

    for fact in ("（2026）粤0103民初500号", "广州市荔湾区人民法院", "2026年11月4日", "涉及离婚诉讼"):
        assert fact in notice
    for hidden in ("离婚纠纷", "苏法官", "双方离婚", "执行裁定书"):
        assert hidden not in notice


def test_a_document_that_is_not_there_leads_to_the_search(library: CourtWorld) -> None:
    answer = library.visitor().client.get("/documents/withdrawn")

    assert answer.status_code == 404
    assert "没有找到这份文书" in answer.text
    assert "它可能已被撤回" in answer.text
    assert '<a class="button" href="/documents">查找裁判文书</a>' in answer.text


def test_the_title_of_the_list_says_what_was_asked_for(library: CourtWorld) -> None:
    visitor = library.visitor()

    def title(**asked: str) -> str:
        page = visitor.client.get("/documents", params=asked).text
        return page.partition("<title>")[2].partition(" · 广州市")[0]

    assert title() == "裁判文书"
    assert title(q="买卖合同 执恢", state="published") == "买卖合同 执恢 已公开 · 裁判文书"


def test_words_too_many_to_look_for_are_named(library: CourtWorld) -> None:
    visitor = library.visitor()
    words = "买卖 合同 纠纷 执恢 民事 判决 2026 粤0103"

    assert "没有查找" not in visitor.client.get("/documents", params={"q": words}).text
    page = visitor.client.get("/documents", params={"q": f"{words} 借贷 <b>"}).text
    assert "共 1 件" in page
    assert "一次最多查找 8 个词；没有查找：借贷、&lt;b&gt;。" in page


def test_folding_makes_widths_and_brackets_equal() -> None:
    assert fold("〔２０２６〕粤０１０３ 民初【1】号") == fold("(2026)粤0103民初[1]号") == "(2026)粤0103民初(1)号"


def test_terms_are_split_at_spaces_and_kept_in_quotes() -> None:
    assert terms_of('a　b "c d" “e f” "" a') == ("a", "b", "c d", "e f")
    assert len(terms_of(" ".join(str(number) for number in range(50)))) == 8


def test_a_match_never_runs_over_two_fields() -> None:
    assert fold("号买卖") not in search_text("（2026）粤0103执1号", "买卖合同纠纷")


@pytest.mark.parametrize("name", ["q", "number", "cause", "judge", "kind", "cause_is", "date_from", "state", "page"])
def test_a_nul_in_an_address_asks_nothing(library: CourtWorld, name: str) -> None:
    client = library.visitor().client

    assert client.get(f"/documents?{name}=%00").status_code == 200
    assert client.get("/documents/%00").status_code == 404


def test_a_date_that_cannot_be_read_stays_where_it_was_typed(library: CourtWorld) -> None:
    page = library.visitor().client.get("/documents", params={"date_from": "去年三月", "date_to": "2026年11月2日"}).text
    fields = dict(re.findall(r'<input id="(date_\w+)"([^>]*)>', page))

    assert 'value="去年三月"' in fields["date_from"]
    assert 'aria-invalid="true" aria-describedby="faults"' in fields["date_from"]
    assert 'value="2026-11-02"' in fields["date_to"]
    assert "aria-invalid" not in fields["date_to"]
    before, _, alert = page.partition('role="alert" id="faults"')
    assert "<form" not in before, "on a phone it would stand below what is seen"
    alert = alert.partition("</div>")[0]
    assert "认不出日期“去年三月”" in alert
    assert "没有按这个日期查找" in alert


def test_dates_the_wrong_way_round_are_said(library: CourtWorld) -> None:
    dates = {"date_from": "2026-11-30", "date_to": "2026-11-01"}

    assert "“裁判日期自”晚于“裁判日期至”" in library.visitor().client.get("/documents", params=dates).text
