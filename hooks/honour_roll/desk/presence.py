"""Who has which entry open, told to its forms as server-sent events, with what happens to its file."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager

from starlette.responses import StreamingResponse

_LOOKS_EVERY = 1.0  # seconds between two looks at a file that is open in a form


class Presence:
    """The forms that are open, by entry and by the name of who has them open."""

    def __init__(self) -> None:
        """Begin with none."""
        self._open: defaultdict[str, Counter[str]] = defaultdict(Counter)

    @contextmanager
    def _here(self, path: str, name: str) -> Iterator[None]:
        self._open[path][name] += 1
        try:
            yield
        finally:
            self._open[path][name] -= 1
            self._open[path] += Counter()  # drops who has none open
            if not self._open[path]:
                del self._open[path]

    def events(
        self, path: str, name: str, changed: Callable[[str], str], is_in: Callable[[], bool]
    ) -> StreamingResponse:
        """Tell a form of ``name`` its file's digest (``changed``), how many forms that name has open, and who else.

        It ends when the person is signed in no longer (``is_in``).
        """

        async def stream() -> AsyncIterator[str]:
            before = ""
            with self._here(path, name):
                while is_in():
                    forms = self._open[path]
                    others = sorted(other for other in forms if other != name)
                    told = {"digest": await asyncio.to_thread(changed, path), "forms": forms[name], "others": others}
                    now = json.dumps(told, ensure_ascii=False)
                    yield f"data: {now}\n\n" if now != before else ":\n\n"
                    before = now
                    await asyncio.sleep(_LOOKS_EVERY)

        # nginx holds back what it hands on unless it is told not to
        return StreamingResponse(stream(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
