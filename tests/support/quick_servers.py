"""A server started by a test is there at once, and ends as soon as it is asked to.

In tests that start a server each, waiting for it takes as long as the story they tell.
"""

from __future__ import annotations

import asyncio
import functools
import typing
from typing import Any

import uvicorn.server

_LOOK_SECONDS = 0.01


class _QuickLooks:
    """`asyncio` as uvicorn's server sees it.

    uvicorn looks ten times a second whether it shall end, and waits a tenth of a second more for requests on their way.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        """As asyncio's, but no longer than one look."""
        await asyncio.sleep(min(seconds, _LOOK_SECONDS))


vars(uvicorn.server)["asyncio"] = _QuickLooks()
# Litestar reads the annotations of every handler for each application; compiled once, they are the same code.
vars(typing)["compile"] = functools.cache(compile)
