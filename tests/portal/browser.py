"""A real browser on the real portal: Chromium driven by Playwright, axe-core for accessibility."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

_AXE = Path(__file__).parent / "vendor" / "axe.min.js"
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, as `dev.py setup` installs it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found is not None, "Chromium is missing: python3 dev.py setup installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


def accessibility_faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, one line each with the element concerned."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    result = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(result => JSON.stringify(result))",
        rules,
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} {node.get('failureSummary', '')}"
        for violation in json.loads(result)["violations"]
        for node in violation["nodes"]
    ]


def follow(page: Page, selector: str) -> None:
    """Clicks what leads to another page and waits for that: a click alone returns while the old page still stands."""
    with page.expect_navigation():
        page.click(selector)


def keep_picture(page: Page, name: str) -> None:
    """A picture of the whole page in the folder that PORTAL_PICTURES names; without it none is kept."""
    folder = os.environ.get("PORTAL_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
