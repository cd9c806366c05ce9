"""The desk's addresses: each is a method of ``Desk``, called in the one thread that does all work on the disk.

Every answer but pages is JSON. What goes wrong is said in Vietnamese under ``error``, with the mend in the same words.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from honour_roll.desk import forms, photos_in
from honour_roll.desk.answers import failed, path_of, person_of, table_in, told
from honour_roll.desk.desk import ChangedMeanwhileError, Desk
from honour_roll.desk.edits import digest
from honour_roll.desk.exchange_pages import ExchangePages
from honour_roll.desk.guard import HOME
from honour_roll.desk.login import Login
from honour_roll.desk.presence import Presence
from honour_roll.desk.preview import Preview
from honour_roll.desk.roles import ROLES
from honour_roll.desk.sessions import Uploads
from honour_roll.entries import schema
from honour_roll.photos import arrivals
from honour_roll.problem import StoppedError
from honour_roll.settings import Settings

_SECONDS = 120  # that the upload of one photo may take


class Web:
    """The desk as an ASGI application: ``app``."""

    def __init__(
        self, settings: Settings, folder: Path, assets: Path, theme: Path, preview: Preview, login: Login | None = None
    ) -> None:
        """Serve a desk that keeps its things in ``folder``; ``assets`` has its pages, ``theme`` the site's.

        ``login`` has the addresses of signing in, where the desk is shared.
        """
        self._settings, self._folder, self._login = settings, folder, login
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._photos = ThreadPoolExecutor(max_workers=1, thread_name_prefix="photos")  # typing does not wait for them
        self._desk: Desk | None = None
        self._presence, self._uploads = Presence(), Uploads()
        self._pages = jinja2.Environment(loader=jinja2.FileSystemLoader(assets), autoescape=True, trim_blocks=True)
        self._pages.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        at = HOME + "{what:path}"
        entry = "/{year}/{slug}"
        self._exchange = ExchangePages(lambda: self.desk, self._thread, self._rendered)
        self.app = Starlette(
            lifespan=self._life,
            exception_handlers={Exception: failed},
            routes=[
                *self._exchange.routes,
                *(login.routes(self._rendered) if login else ()),
                Route(HOME, self._home),
                Route(f"{HOME}bai{entry}", self._page),
                Route(f"{HOME}colours.css", self._colours),
                Route(f"{HOME}duyet{entry}", self._review),
                Route(f"{HOME}du-lieu{entry}", told(self._opened)),
                Route(f"{HOME}kiem{entry}", told(self._check), methods=["POST"]),
                Route(f"{HOME}giu{entry}", told(self._keep), methods=["PUT", "DELETE"]),
                Route(f"{HOME}luu{entry}", told(self._save), methods=["POST"]),
                Route(f"{HOME}anh{entry}", told(self._upload_one), methods=["POST"]),
                Route(f"{HOME}hinh{entry}/{{name}}", told(self._picture)),
                Route(f"{HOME}che-anh{entry}/{{name}}", told(self._answer), methods=["PUT"]),
                Route(f"{HOME}lich-su{entry}", told(self._versions)),
                Route(f"{HOME}tro-lai{entry}", told(self._back), methods=["POST"]),
                Route(f"{HOME}doi-ten{entry}", told(self._rename), methods=["GET", "POST"]),
                Route(f"{HOME}su-kien{entry}", self._events),
                Route(f"{HOME}moi", told(self._new), methods=["POST"]),
                Route(f"{HOME}danh-muc/{{register}}", told(self._row), methods=["GET", "POST"]),
                Mount(f"{HOME}static", StaticFiles(directory=assets / "static")),
                Mount(f"{HOME}assets", StaticFiles(directory=theme / "assets")),
                Route(at, lambda _: Response(status_code=404)),
                Route("/{path:path}", preview.answer),
            ],
        )

    @contextlib.asynccontextmanager
    async def _life(self, _app: Starlette) -> AsyncIterator[None]:
        self._desk = await self._run(Desk, self._settings, self._folder)
        yield
        for thread in (self._thread, self._photos):
            thread.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[..., Any], *given: Any) -> Any:
        """Do work in the desk's own thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)

    @property
    def desk(self) -> Desk:
        """Return the desk, which is there once the server has started."""
        if self._desk is None:
            raise RuntimeError("the desk has not started")
        return self._desk

    async def _named(self, request: Request) -> dict[str, Any]:
        """Return who asks, for a page: with the name that git has where nobody has another."""
        person = person_of(request)
        who = person.name or await self._run(self.desk.history.writer)
        return {"who": who, "person": person, "role": ROLES[person.role]}

    async def _home(self, request: Request) -> Response:
        rows = await self._run(self.desk.rows, person_of(request))
        words = {
            "rows": [row._asdict() | {"missing": len(row.missing)} for row in rows],
            "statuses": schema.STATUSES,
            "counts": Counter(row.status for row in rows),
            "has_history": self.desk.history.is_kept,
            "exchange": await self._run(self._exchange.standing),
        }
        return self._rendered("home.html", words | await self._named(request))

    async def _page(self, request: Request) -> Response:
        return self._rendered("entry.html", {"path": path_of(request), "statuses": schema.STATUSES})

    async def _review(self, request: Request) -> Response:
        try:
            review, problems, remarks = await self._run(self.desk.review, path_of(request))
        except StoppedError:
            return RedirectResponse(HOME, 303)
        words = {"path": path_of(request), "review": review, "problems": problems, "remarks": remarks}
        return self._rendered("review.html", words | await self._named(request))

    async def _colours(self, _request: Request) -> Response:
        return Response(await self._run(self.desk.colour_sheet), media_type="text/css")

    def _rendered(self, name: str, words: dict[str, Any]) -> Response:
        return HTMLResponse(self._pages.get_template(name).render(words))

    async def _opened(self, request: Request) -> Response:
        return JSONResponse(await self._run(self.desk.opened, path_of(request), person_of(request)))

    async def _check(self, request: Request) -> Response:
        edits = await table_in(request)
        return JSONResponse({"problems": await self._run(self.desk.checked, path_of(request), edits)})

    async def _keep(self, request: Request) -> Response:
        path, drafts = path_of(request), self.desk.drafts.of(person_of(request).key)
        await self._run(self.desk.index, path)
        if request.method == "DELETE":
            await self._run(drafts.drop, path)
        else:
            await self._run(drafts.keep, path, await table_in(request))
        return JSONResponse({})

    async def _save(self, request: Request) -> Response:
        path, edits = path_of(request), await table_in(request)
        try:
            return JSONResponse(await self._run(self.desk.save, path, edits, person_of(request)))
        except ChangedMeanwhileError as error:
            said = "Người khác đã sửa bài này trong lúc bạn viết. Chưa lưu gì; phần bạn viết vẫn còn ở đây."
            theirs = {"theirs": error.theirs.decode("utf-8", "replace"), "digest": digest(error.theirs)}
            return JSONResponse({"error": said, **theirs}, 409)

    async def _upload_one(self, request: Request) -> Response:
        """Take a photo from who may add one, and has not too many on their way."""
        person = person_of(request)
        await self._run(self.desk.refuse_touching, path_of(request), person)
        with self._uploads.one(person.key) if person.key else contextlib.nullcontext():
            return await self._upload(request)

    async def _upload(self, request: Request) -> Response:
        path, name = path_of(request), request.query_params.get("ten", "anh.jpg")
        waiting, size = self.desk.uploads / secrets.token_hex(8), 0
        try:
            with waiting.open("wb") as file:
                async with asyncio.timeout(_SECONDS):
                    async for piece in request.stream():
                        size += len(piece)
                        if size > photos_in.MOST_BYTES:
                            most = photos_in.MOST_BYTES // 10**6
                            raise StoppedError(f"Ảnh “{name}” lớn hơn {most} MB. Chụp lại hoặc thu nhỏ rồi thả lại.")
                        file.write(piece)
            loop = asyncio.get_running_loop()
            photo = await loop.run_in_executor(self._photos, arrivals.made_fit, waiting, name)
            return JSONResponse({"name": await self._run(self.desk.take_photo, path, photo), "why": photo.why})
        except TimeoutError:
            raise StoppedError(f"Ảnh “{name}” tải lên quá lâu. Thử lại từng ảnh một.") from None
        finally:
            waiting.unlink(missing_ok=True)

    async def _picture(self, request: Request) -> Response:
        path, name = path_of(request), request.path_params["name"]
        if name not in await self._run(self.desk.photos, path):
            return Response(status_code=404)
        shown = await asyncio.to_thread(photos_in.shown, self._settings.entries / path / name)
        return Response(shown, media_type="image/jpeg")

    async def _answer(self, request: Request) -> Response:
        is_nothing = (await table_in(request)).get("khong_co") is True
        name = request.path_params["name"]
        await self._run(self.desk.refuse_touching, path_of(request), person_of(request))
        await self._run(partial(self.desk.answer, path_of(request), name, is_nothing=is_nothing))
        return JSONResponse({})

    async def _versions(self, request: Request) -> Response:
        versions = await self._run(self.desk.versions, path_of(request))
        return JSONResponse({"versions": [version._asdict() for version in versions]})

    async def _back(self, request: Request) -> Response:
        asked = await table_in(request)
        await self._run(self.desk.back, path_of(request), str(asked.get("commit", "")), person_of(request))
        return JSONResponse({})

    async def _rename(self, request: Request) -> Response:
        """Tell what another slug would change, or change it."""
        path = path_of(request)
        if request.method == "GET":
            plan = await self._run(self.desk.planned_rename, path, request.query_params.get("moi", ""))
            mended = [{"title": change.title, "number": change.number} for change in plan.changes if change.number]
            return JSONResponse({"mended": mended})
        asked = await table_in(request)
        new = await self._run(self.desk.rename, path, str(asked.get("moi", "")), person_of(request))
        return JSONResponse({"path": new})

    async def _new(self, request: Request) -> Response:
        asked = await table_in(request)
        path = await self._run(self.desk.new, str(asked.get("ten", "")), person_of(request))
        return JSONResponse({"path": path}, 201)

    async def _row(self, request: Request) -> Response:
        register = request.path_params["register"]
        if request.method == "GET":
            choices = forms.choices(self.desk.loaded.registers, {})
            return JSONResponse({"fields": forms.row_form(register), "choices": choices})
        values = await table_in(request)
        return JSONResponse(await self._run(self.desk.add_row, register, values, person_of(request)), 201)

    async def _events(self, request: Request) -> Response:
        person, headers = person_of(request), dict(request.headers)
        is_in = partial(self._is_in, headers)
        return self._presence.events(path_of(request), person.name, self.desk.changed, is_in)

    def _is_in(self, headers: dict[str, str]) -> bool:
        return self._login is None or self._login.person(headers) is not None
