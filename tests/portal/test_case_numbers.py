"""A case number as visitors type it: in which form it is found, and what stands first."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.portal.shelf import ask, document, ids, put


def test_the_very_case_stands_before_those_whose_number_goes_on_and_those_that_cite_it(library: Engine) -> None:
    cited = "另案（2026）粤0103民初23号判决已经生效，（2026）粤0103民初23号案卷宗附后。"
    put(
        library,
        document("23", number="（2026）粤0103民初23号", published_on="2026-01-05"),
        document("123", number="（2026）粤0103执123号", published_on="2026-02-05"),
        document("234", number="（2026）粤0103民初234号", published_on="2026-11-05"),
        document("text", cited, number="（2026）粤0103行初45号", published_on="2026-11-25"),
    )

    for q in ("2026 民初 23", "2026民初23", "2026粤0103民初23", "（2026）粤0103民初23"):
        assert ids(ask(library, q=q)) == ["23", "234", "text"], q
    assert ids(ask(library, q="民初23 审理")) == ["23", "234"]
    assert ids(ask(library, q="23")) == ["23", "123", "234", "text"]
    assert ids(ask(library, number="23")) == ["23", "123", "234"]
    assert ids(ask(library, number="23", order="published")) == ["234", "123", "23"]


@pytest.mark.parametrize(
    "typed",
    [
        "（2026）粤0103民初23号",
        "2026粤0103民初23号",
        "２０２６ 粤０１０３ 民初 ２３ 号",
        "2026 粤0103 民初23",
        "2026 民初 23",
        "2026民初23号",
        "（2026）粤0103民初00023号",
        "2026 粤0103民初0023",
    ],
)
@pytest.mark.parametrize("field", ["q", "number"])
def test_a_case_number_is_found_without_brackets_spaces_court_or_with_zeros(
    library: Engine, field: str, typed: str
) -> None:
    put(
        library,
        document("wanted", number="（2026）粤0103民初23号"),
        document("older", number="（2025）粤0103民初23号"),
        document("other", "2026年，23元，民初。", number="（2025）粤0103民初7号"),
    )

    page = ask(library, **{field: typed})

    assert ids(page) == ["wanted"]
    assert len(page.query.chips) == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [("2026", {"new"}), ("2026 粤0103", {"new"}), ("2013 88", {"old"}), ("2013穗荔法民一初字第88号之一", {"old"}),
     ("民一初字第88", {"old"}), ("2013民一初字第88号之一", {"old"}), ("粤0103 民初", {"new"}), ("%", set()), ("号", {"new", "old"})],
)  # fmt: skip
def test_a_part_of_a_case_number_is_enough(library: Engine, typed: str, found: set[str]) -> None:
    put(
        library,
        document("new", number="（2026）粤0103民初23号"),
        document("old", number="（2013）穗荔法民一初字第88号之一"),
    )

    assert set(ids(ask(library, number=typed))) == found
