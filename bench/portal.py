"""`bench portal`: pages of the portal over a library of 20,000 published documents, beside a plain scan of the same table.

The pages are asked for over HTTP, one after the other, as a visitor gets them: found, ordered, counted by kind, with
excerpts. The peer is what the table alone would give: `LIKE` over the texts, the newest twenty and how many there are.
Without `--database` the library is built in an SQLite file that is thrown away afterwards.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import Engine, func, select

from bench.figures import Figure, percentile
from bench.published_library import documents, notices
from central_server.listening import listen
from central_server.portal.app import create_portal
from central_server.storage.published import published_court, published_document, withheld_notice
from central_server.storage.published_engine import reading, writing
from central_server.storage.published_rows import upsert
from central_server.storage.published_schema import prepare_published
from court_core.clock import SystemClock
from demo.people import COURT_CODE, COURT_NAME

DOCUMENTS = 20_000
LIMIT_MS = 300.0
_COURT = "bench"
_TIMES = 60
_TOGETHER = 500  # documents a transaction takes together; what a court publishes in a month
_PEER_TIMES = 12
_COMMON = ("本院", "被告", "原告", "合同", "证据")
_RARE = ("榫卯", "砚台", "鱼胶", "铜鼓", "藤椅")
_TWO_WORDS = ("本院 货款", "原告 水泥", "合同 阀门")
_LONG = ("有限公司", "民间借贷", "贷款市场报价利率")


@dataclass(frozen=True)
class _Question:
    """A page to ask for, again and again with the next of its addresses; `words` are what the peer looks for."""

    name: str
    paths: tuple[str, ...]
    words: tuple[str, ...] | None = None


_QUESTIONS = (
    _Question("文书列表第一页", ("/documents",), ("",)),
    _Question("全文查找，少见的两个字", tuple(f"/documents?q={word}" for word in _RARE), _RARE),
    _Question("全文查找，常见的两个字", tuple(f"/documents?q={word}" for word in _COMMON), _COMMON),
    _Question("常见的两个字，按裁判日期", tuple(f"/documents?q={word}&order=decided" for word in _COMMON)),
    _Question("常见的两个字，只看一个种类", tuple(f"/documents?q={word}&kind=民事裁定书" for word in _COMMON)),
    _Question("两个词", tuple(f"/documents?q={words}" for words in _TWO_WORDS)),
    _Question("四个字以上", tuple(f"/documents?q={words}" for words in _LONG), _LONG),
    _Question(
        "案由和年份，不查文字", tuple(f"/documents?cause_is=民间借贷纠纷&year={year}" for year in (2018, 2022, 2025))
    ),
)


def measure(documents: int = DOCUMENTS, database: str | None = None) -> list[Figure]:
    """All figures. A `database` must be empty, and is left with the library in it."""
    with tempfile.TemporaryDirectory(prefix="bench-portal-") as folder:
        engine = prepare_published(database or f"sqlite:///{Path(folder) / 'published.db'}")
        try:
            seconds = _build(engine, documents)
            with _served(engine) as client:
                figures = [_page(client, engine, question) for question in _QUESTIONS]
                figures.append(_reading(client, documents))
        finally:
            engine.dispose()
    written = Figure(
        "写入并编入索引",
        round(documents / seconds, 1),
        "件/秒",
        "more",
        note=f"共 {documents} 件，{engine.dialect.name}",
    )
    return [written, *figures]


def _build(engine: Engine, count: int) -> float:
    """Write the library; answers the seconds that writing took, without drawing it up."""
    seconds = 0.0
    with writing(engine) as connection:
        upsert(connection, published_court, [{"court_id": _COURT, "code": COURT_CODE, "name": COURT_NAME}])
        upsert(connection, withheld_notice, list(notices(_COURT, count // 20)))
    drawn = documents(_COURT, count)
    while rows := list(itertools.islice(drawn, _TOGETHER)):
        begun = time.perf_counter()
        with writing(engine) as connection:
            upsert(connection, published_document, rows)
        seconds += time.perf_counter() - begun
        print(f"\r{rows[-1]['document_id']}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return seconds


@contextmanager
def _served(engine: Engine) -> Iterator[httpx.Client]:
    portal = create_portal(engine, court_id=_COURT, clock=SystemClock())
    listening = listen([(portal, "127.0.0.1", 0)])
    try:
        with httpx.Client(base_url=listening.urls[0], timeout=30) as client:
            yield client
    finally:
        listening.stop()


def _page(client: httpx.Client, engine: Engine, question: _Question) -> Figure:
    times = _timed(lambda path: client.get(path).raise_for_status(), question.paths, _TIMES)
    peer = None
    if question.words is not None:
        peer = round(percentile(_timed(lambda word: _scan(engine, word), question.words, _PEER_TIMES), 0.95), 1)
    return Figure(
        f"{question.name}，p95", round(percentile(times, 0.95), 1), "毫秒", "less", LIMIT_MS, peer,
        "同一张表上的 LIKE：最新二十件和总数，p95" if peer is not None else "",
        f"中位 {percentile(times, 0.5):.1f}，{_TIMES} 次",
    )  # fmt: skip


def _reading(client: httpx.Client, count: int) -> Figure:
    paths = [f"/documents/document-{count * place // _TIMES:08}" for place in range(_TIMES)]
    times = _timed(lambda path: client.get(path).raise_for_status(), paths, _TIMES)
    note = f"中位 {percentile(times, 0.5):.1f}，{_TIMES} 件"
    return Figure("阅读页，p95", round(percentile(times, 0.95), 1), "毫秒", "less", LIMIT_MS, note=note)


def _timed(ask: Callable[[str], object], asked: Iterable[str], times: int) -> list[float]:
    """Milliseconds of each time, after one that is not counted."""
    asked = list(asked)
    ask(asked[0])
    found = []
    for what in itertools.islice(itertools.cycle(asked), times):
        begun = time.perf_counter()
        ask(what)
        found.append((time.perf_counter() - begun) * 1000)
    return found


def _scan(engine: Engine, word: str) -> None:
    """The newest twenty documents that hold the word, and how many do, by looking into each text."""
    document = published_document.c
    here = (document.court_id == _COURT, *([document.text.contains(word)] if word else []))
    newest = select(document.document_id, document.title, document.published_on).where(*here)
    with reading(engine) as connection:
        connection.execute(newest.order_by(document.published_on.desc()).limit(20)).all()
        connection.execute(select(func.count()).select_from(published_document).where(*here)).scalar_one()
