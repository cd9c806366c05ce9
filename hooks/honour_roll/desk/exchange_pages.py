"""The desk's addresses for the exchange with others: the button on its home, and the page of two readings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from honour_roll.desk import photos_in
from honour_roll.desk.answers import person_of, table_in, told
from honour_roll.desk.desk import Desk
from honour_roll.desk.exchange import Choices, Open
from honour_roll.desk.guard import HOME
from honour_roll.desk.reading_words import shown_file, time_text
from honour_roll.desk.roles import refuse_choice
from honour_roll.desk.values_in_words import names_in
from honour_roll.problem import StoppedError


class ExchangePages:
    """The routes, for a desk whose work is done in one thread."""

    def __init__(
        self,
        desk: Callable[[], Desk],
        thread: ThreadPoolExecutor,
        rendered: Callable[[str, dict[str, Any]], Response],
    ) -> None:
        """Take what the application gives all its pages."""
        self._desk, self._thread, self._rendered = desk, thread, rendered
        self.routes = [
            Route(f"{HOME}trao-doi", told(self._doing)),
            Route(f"{HOME}trao-doi", told(self._exchange), methods=["POST"]),
            Route(f"{HOME}hai-ban/", told(self._page)),
            Route(f"{HOME}hai-ban/anh/{{number:int}}/{{side}}", told(self._picture)),
        ]

    def standing(self) -> dict[str, Any]:
        """Return how things stand, for the home page."""
        standing = self._desk().exchange.standing()
        return {**standing._asdict(), "last": time_text(standing.last) if standing.last else ""}

    async def _doing(self, _request: Request) -> Response:
        return JSONResponse({"doing": self._desk().exchange.doing})

    async def _exchange(self, request: Request) -> Response:
        """Exchange, with what was chosen if the page of two readings asks."""
        asked = await table_in(request)
        sides = asked.get("sides")
        choices = None
        if isinstance(sides, dict):
            choices = Choices(str(asked.get("ours")), str(asked.get("theirs")), {k: str(v) for k, v in sides.items()})
        desk, person = self._desk(), person_of(request)
        if choices and not person.may_approve:
            merge = await self._open()
            if merge and (merge.ours, merge.theirs) == (choices.ours, choices.theirs):
                refuse_choice(person, (side for file in merge.files for side in (file.ours, file.theirs)))
            else:
                choices = None  # made for a merge that waits no longer
        who = person.name or desk.history.writer()

        def in_desk(work: Callable[..., Any], *given: Any) -> Any:
            return self._thread.submit(work, *given).result()

        try:
            result = await asyncio.to_thread(desk.exchange.run, who, in_desk, choices)
        finally:
            await asyncio.to_thread(in_desk, desk.refresh)
        return JSONResponse(result._asdict())

    async def _open(self) -> Open | None:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._desk().exchange.open)

    async def _page(self, _request: Request) -> Response:
        merge = await self._open()
        if merge is None:
            return RedirectResponse(HOME, 303)

        def words() -> dict[str, Any]:
            desk = self._desk()
            names = names_in(desk.loaded.registers)
            commits = (merge.base, merge.ours, merge.theirs)
            files = [
                shown_file(number, file, desk.exchange.repository, commits, names)
                for number, file in enumerate(merge.files)
            ]
            return {"files": files, "ours": merge.ours, "theirs": merge.theirs}

        shown = await asyncio.get_running_loop().run_in_executor(self._thread, words)
        return self._rendered("two_readings.html", shown)

    async def _picture(self, request: Request) -> Response:
        merge = await self._open()
        number, side = request.path_params["number"], request.path_params["side"]
        if merge is None or number >= len(merge.files) or side not in ("ours", "theirs"):
            return Response(status_code=404)
        data = getattr(merge.files[number], side)
        if data is None or not photos_in.is_photo(merge.files[number].path):
            raise StoppedError("Không có ảnh này.")
        return Response(await asyncio.to_thread(photos_in.shown_bytes, data), media_type="image/jpeg")
