"""What stands first among many answers, and how many there are of each kind, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from central_server.portal import document_hits, document_list
from central_server.portal.document_counts import Choice
from central_server.portal.document_list import PAGE_SIZE, DocumentPage
from central_server.portal.document_query import DocumentQuery
from central_server.storage.published import published_document, withheld_notice
from central_server.storage.published_engine import writing
from central_server.storage.published_rows import replace_rows, upsert
from tests.portal.shelf import COURT, OTHER_WORDS, ask, document, follow, ids, notice, put


def choices(page: DocumentPage, name: str) -> dict[str, int]:
    found = [group for group in page.groups if group.name == name]
    return {choice.label: choice.number for group in found for choice in (*group.choices, *group.rest)}


def test_number_before_title_and_cause_before_the_text_whatever_was_published_last(library: Engine) -> None:
    put(
        library,
        document("number", number="（2026）粤0103民初123号", published_on="2026-01-05"),
        document("cause", cause="第123号仓库租赁", published_on="2026-02-05"),
        document("title", title="关于民初123号仓库", published_on="2026-03-05"),
        document("text", "另案（2026）粤0103民初123号判决已经生效。", published_on="2026-11-25"),
    )

    assert ids(ask(library, q="民初123")) == ["number", "title", "text"]
    assert ids(ask(library, q="123")) == ["number", *sorted(["cause", "title"], reverse=True), "text"]
    assert ids(ask(library, q="123", order="published")) == ["text", "title", "cause", "number"]


def test_a_cause_stands_before_a_text_that_mentions_it_and_every_word_counts(library: Engine) -> None:
    put(
        library,
        document("both", cause="买卖合同纠纷", kind="执行裁定书", published_on="2026-01-05"),
        document("cause", f"{OTHER_WORDS}执行裁定", cause="买卖合同纠纷", published_on="2026-02-05"),
        document("text", f"{OTHER_WORDS}买卖合同，执行裁定", published_on="2026-11-25"),
    )

    assert sorted(ids(ask(library, q="买卖合同"))[:2]) == ["both", "cause"]
    assert ids(ask(library, q="买卖合同 执行裁定")) == ["both", "cause", "text"]


def test_what_speaks_of_it_more_often_stands_first_and_of_equals_the_newest(library: Engine) -> None:
    often = "阀门五只、阀门三只，合计阀门八只。"
    once = "阀门五只、弯头三只，合计零件八只。"
    put(
        library,
        document("old", once, published_on="2026-01-05"),
        document("new", once, published_on="2026-11-25"),
        document("often", often, published_on="2026-01-04"),
        document("of another kind", OTHER_WORDS),
    )

    page = ask(library, q="阀门")
    assert ids(page) == ["often", "new", "old"]
    assert page.query.ordering == "relevance"
    assert ids(ask(library, q="阀门", order="published")) == ["new", "old", "often"]
    assert ids(ask(library, order="relevance"))[-1] == "often"  # nothing to be relevant to: the newest first


def test_orders_are_offered_where_they_mean_something(library: Engine) -> None:
    put(library, document("a", decided_on="2026-01-02"), document("b", decided_on="2025-01-02"))

    def offered(page: DocumentPage) -> list[tuple[str, list[str], bool]]:
        return [(label, ids(follow(library, url)), chosen) for label, url, chosen in page.query.orders]

    assert [label for label, _, chosen in offered(ask(library)) if chosen] == ["按公布日期"]
    assert offered(ask(library, q="本院", order="decided")) == [
        ("按相关", ["b", "a"], False),
        ("按公布日期", ["b", "a"], False),
        ("按裁判日期", ["a", "b"], True),
        ("裁判日期从旧到新", ["b", "a"], False),
    ]


def test_a_document_without_a_date_of_judgment_stands_behind_those_that_have_one(library: Engine) -> None:
    put(library, document("none", decided_on=None), document("old", decided_on="2025-01-02"), document("new"))

    for q in ("", "本院"):
        assert ids(ask(library, q=q, order="decided")) == ["new", "old", "none"]
        assert ids(ask(library, q=q, order="decided-old")) == ["old", "new", "none"]


PERSON = "原告：张某1，男，住广州市荔湾区。\n"
COMPANY = "被告：广州某贸易有限公司，住所地广州市荔湾区。\n"


@pytest.fixture
def shelf(library: Engine) -> Engine:
    """Documents of two years, three causes of which one holds another's name, three kinds; and two notices."""
    put(
        library,
        document("1", "货款", cause="买卖合同纠纷", decided_on="2025-12-31", parties=PERSON),
        document("2", "货款", cause="买卖合同纠纷", decided_on="2026-01-01", parties=PERSON + COMPANY),
        document(
            "3", "货款", cause="国际货物买卖合同纠纷", kind="民事裁定书", decided_on="2026-06-01", parties=COMPANY
        ),
        document("4", "利息", cause="民间借贷纠纷", decided_on="2026-07-01", parties=PERSON),
        document("5", "货款", cause=None, kind="执行裁定书", decided_on=None),
        notices=(notice("n1"), notice("n2", "2025-05-06")),
    )
    return library


def test_the_kinds_of_answers_are_counted(shelf: Engine) -> None:
    page = ask(shelf)
    assert {group.name: choices(page, group.name) for group in page.groups} == {
        "裁判年份": {"2026 年": 4, "2025 年": 2},
        "案由": {"买卖合同纠纷": 2, "国际货物买卖合同纠纷": 1, "民间借贷纠纷": 1},
        "文书种类": {"民事判决书": 3, "执行裁定书": 1, "民事裁定书": 1},
        "当事人类型": {"自然人": 3, "法人或其他组织": 2},
        "公开情况": {"已公开": 5, "不上网公开": 2},
    }

    page = ask(shelf, q="货款", kind="民事判决书")
    assert page.total == 2
    assert {group.name: choices(page, group.name) for group in page.groups} == {
        "裁判年份": {"2026 年": 1, "2025 年": 1},
        "文书种类": {"民事判决书": 2},
        "当事人类型": {"自然人": 2, "法人或其他组织": 1},
    }


def test_where_every_choice_would_leave_all_answers_none_is_offered(shelf: Engine) -> None:
    page = ask(shelf, q="货款", year="2026", cause_is="买卖合同纠纷")
    assert page.total == 1
    assert [group.name for group in page.groups] == ["裁判年份", "案由"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"q": "货款"},
        {"q": "民初 2026"},
        {"cause": "买卖合同"},
        {"cause_is": "买卖合同纠纷"},
        {"party": "organisation", "q": "货款"},
        {"year": "2025"},
        {"state": "withheld"},
        {"judge": "苏法官", "date_from": "2026-01-01", "order": "decided-old"},
    ],
)
def test_each_choice_leads_to_as_many_as_it_says(shelf: Engine, asked: dict[str, str]) -> None:
    page = ask(shelf, **asked)
    offered: list[Choice] = [choice for group in page.groups for choice in (*group.choices, *group.rest)]

    for choice in offered:
        chosen = follow(shelf, choice.url)
        if choice.chosen:
            assert choice.number == page.total
            assert chosen.total >= page.total
        else:
            assert chosen.total == choice.number, choice
            assert chosen.query.order == page.query.order
    assert sum(choice.chosen for choice in offered) == sum(
        bool(asked.get(name)) for name in ("cause_is", "party", "year", "state", "kind")
    )


def test_a_cause_is_asked_for_by_its_whole_name_or_a_part_of_it(shelf: Engine) -> None:
    assert ask(shelf, cause="买卖合同纠纷").total == 3
    assert ask(shelf, cause_is="买卖合同纠纷").total == 2
    assert [chip.label for chip in ask(shelf, cause="买卖", cause_is="买卖合同纠纷").query.chips] == [
        "案由含：买卖",
        "案由：买卖合同纠纷",
    ]


@pytest.mark.parametrize("year", ["", "26", "20260", "２０２６", "2026' OR 1=1", "nobody"])
def test_what_is_no_year_asks_nothing(shelf: Engine, year: str) -> None:
    assert ask(shelf, year=year).total == 7


def test_many_kinds_are_unfolded_and_the_newest_year_is_first(library: Engine) -> None:
    put(library, *(document(f"d{n}", cause=f"案由{n:02}", decided_on=f"{2010 + n}-05-06") for n in range(12)))

    by_name = {group.name: group for group in ask(library).groups}
    assert [choice.label for choice in by_name["裁判年份"].choices] == [f"{year} 年" for year in range(2021, 2013, -1)]
    assert [choice.label for choice in by_name["案由"].rest] == ["案由08", "案由09", "案由10", "案由11"]


@pytest.fixture
def few_listed(monkeypatch: pytest.MonkeyPatch) -> int:
    """A library is large when it has more than two pages."""
    for module in (document_hits, document_list):
        monkeypatch.setattr(module, "LISTED", 2 * PAGE_SIZE)
    return 2 * PAGE_SIZE


def test_of_very_many_answers_the_newest_are_listed_and_counted_and_it_is_said(
    library: Engine, few_listed: int
) -> None:
    many = [
        document(f"d{n:03}", decided_on=f"2026-{1 + n % 9:02}-01", published_on=f"2026-10-{1 + n % 28:02}")
        for n in range(56)
    ]
    put(library, *many, notices=(notice("n1"),))

    plain = ask(library)
    assert (plain.total, plain.listed, plain.more, plain.at_least) == (57, few_listed, True, False)
    assert (choices(plain, "公开情况"), plain.pages) == ({"已公开": 56, "不上网公开": 1}, 2)
    assert len(ask(library, page="3").found) == PAGE_SIZE
    worded = ask(library, q="合议庭", page="99")
    assert (worded.total, worded.listed, worded.at_least) == (few_listed, few_listed, True)
    assert (worded.query.page, worded.pages, len(worded.found)) == (2, 2, PAGE_SIZE)
    listed = [found.row.published_on for n in ("1", "2") for found in ask(library, q="合议庭", page=n).found]
    assert len(listed) == few_listed
    assert min(listed).isoformat() == sorted((str(row["published_on"]) for row in many), reverse=True)[few_listed - 1]
    assert sum(choices(worded, "裁判年份").values()) <= few_listed

    oldest = ask(library, q="合议庭", order="decided-old")
    assert {found.row.decided_on.isoformat() for found in oldest.found if found.row.decided_on} == {
        "2026-01-01", "2026-02-01", "2026-03-01"
    }  # fmt: skip
    narrowed = ask(library, q="合议庭", date_from="2026-01-01", date_to="2026-01-31")
    assert (narrowed.total, narrowed.more) == (7, False)


def test_as_many_as_are_listed_may_be_all_or_not(library: Engine, few_listed: int) -> None:
    put(library, *(document(f"d{n:03}") for n in range(few_listed)))

    assert ask(library, q="合议庭").at_least
    assert (ask(library).total, ask(library).more) == (few_listed, False)
    assert len(ask(library, page="2").found) == PAGE_SIZE


def test_a_page_behind_the_last_is_the_last(library: Engine) -> None:
    put(library, *(document(f"d{n:03}") for n in range(PAGE_SIZE + 1)))

    page = ask(library, q="合议庭", page="9")
    assert (page.query.page, len(page.found)) == (2, 1)
    assert ask(library, q="没有的词", page="9").query.page == 1


def test_a_document_withdrawn_or_published_anew_is_listed_once(library: Engine) -> None:
    put(library, document("d", published_on="2026-10-25"), document("e", published_on="2026-11-01"))
    put(library, document("d", published_on="2026-11-25"))
    assert ids(ask(library)) == ids(ask(library, q="合议庭")) == ["d", "e"]

    with writing(library) as connection:
        replace_rows(connection, published_document, COURT, ["case"], [document("e", published_on="2026-11-01")])
        upsert(connection, withheld_notice, [notice("d")])
    assert ids(ask(library)) == ["d", "e"]
    assert [found.row.withheld for found in ask(library).found] == [True, False]
    assert ids(ask(library, q="合议庭")) == ["e"]

    with writing(library) as connection:
        replace_rows(connection, withheld_notice, COURT, ["withheld"], [])
    assert ids(ask(library)) == ["e"]


def test_another_court_is_neither_listed_nor_counted(library: Engine) -> None:
    elsewhere = document("d") | {"court_id": "elsewhere"}
    put(library, document("d", cause="劳动争议"), elsewhere)

    for asked in ({}, {"q": "合议庭"}):
        page = ask(library, **asked)
        assert page.total == 1
    assert replace(DocumentQuery(), page=1).url == "/documents"
