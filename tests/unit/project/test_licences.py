"""What ships stands under licences that let a court run it and pass it on (docs/LICENSES.md)."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

# Words of licences without conditions on our own code.
FREE = re.compile(
    r"^(MIT(-0)?|MIT License|BSD.*|0BSD|3-Clause BSD License|Apache.*|PSF-2\.0|MPL-2\.0|Mozilla Public License 2\.0.*"
    r"|[zZ]lib.*|ISC.*|CC0-1\.0)$"
)
# Named one by one, each with its reason in docs/LICENSES.md.
LESSER = {"pyside6-essentials": "LGPL", "shiboken6": "LGPL", "psycopg": "LGPL", "psycopg-binary": "LGPL"}
# Packages whose metadata lacks the field: read in their licence file instead.
READ = {"sqlcipher3": "Permission is granted to anyone to use this software for any purpose"}


def _runtime_packages() -> list[str]:
    texts = [(ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("workstation.txt", "server.txt")]
    return sorted({name for text in texts for name in re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)})


def _licence(name: str) -> str:
    metadata = distribution(name).metadata
    if "License-Expression" in metadata:
        return str(metadata["License-Expression"])
    classifiers = [
        line.split("::")[-1].strip() for line in metadata.get_all("Classifier") or [] if "License ::" in line
    ]
    return " OR ".join(classifiers) or (str(metadata["License"]) if "License" in metadata else "").partition("\n")[0]


@pytest.mark.parametrize("name", _runtime_packages())
def test_it_may_be_passed_on(name: str) -> None:
    try:
        licence = _licence(name)
    except PackageNotFoundError:
        # Of another operating system; it has no row in this environment and one licence everywhere.
        assert name in {"colorama", "pywin32-ctypes"}
        return
    if name in READ:
        files = distribution(name).files or []
        texts = [file.read_text() for file in files if "LICENSE" in file.name]
        assert any(READ[name] in " ".join(text.split()) for text in texts)
    elif name in LESSER:
        assert LESSER[name] in licence
    else:
        assert all(FREE.match(part) for part in re.split(r" AND | OR |; ", licence)), licence
