"""The desk's addresses: each is a method of ``Desk``, called in the one thread that does all work on the disk.

Every answer but pages is JSON. What goes wrong is said in Vietnamese under ``error``, with the mend in the same words.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from honour_roll.desk import forms, photos_in
from honour_roll.desk.desk import ChangedMeanwhileError, Desk
from honour_roll.desk.edits import digest
from honour_roll.desk.exchange_pages import ExchangePages
from honour_roll.desk.guard import HOME
from honour_roll.desk.preview import Preview
from honour_roll.entries import schema
from honour_roll.entries.header_edits import CannotEditError
from honour_roll.photos.inspect import UnusablePhotoError
from honour_roll.problem import StoppedError
from honour_roll.settings import Settings
from honour_roll.system_errors import reason

_MOST_BYTES = 2_000_000  # of a request without a photo
_SECONDS = 120  # that the upload of one photo may take
_LOOKS_EVERY = 1.0  # seconds between two looks at a file that is open in a form

_Answer = Callable[[Request], Awaitable[Response]]


class Web:
    """The desk as an ASGI application: ``app``."""

    def __init__(self, settings: Settings, folder: Path, assets: Path, theme: Path, preview: Preview, who: str) -> None:
        """Serve a desk that keeps its things in ``folder``; ``assets`` has its pages, ``theme`` the site's."""
        self._settings, self._folder, self._who = settings, folder, who
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._photos = ThreadPoolExecutor(max_workers=1, thread_name_prefix="photos")  # typing does not wait for them
        self._desk: Desk | None = None
        self._writers: Counter[str] = Counter()  # forms that are open, by entry
        self._pages = jinja2.Environment(loader=jinja2.FileSystemLoader(assets), autoescape=True, trim_blocks=True)
        self._pages.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        at = HOME + "{what:path}"
        entry = "/{year}/{slug}"
        self._exchange = ExchangePages(lambda: self.desk, self._thread, who, self._rendered, _told, _json)
        self.app = Starlette(
            lifespan=self._life,
            exception_handlers={Exception: _failed},
            routes=[
                *self._exchange.routes,
                Route(HOME, self._home),
                Route(f"{HOME}bai{entry}", self._page),
                Route(f"{HOME}colours.css", self._colours),
                Route(f"{HOME}duyet{entry}", self._review),
                Route(f"{HOME}du-lieu{entry}", _told(self._opened)),
                Route(f"{HOME}kiem{entry}", _told(self._check), methods=["POST"]),
                Route(f"{HOME}giu{entry}", _told(self._keep), methods=["PUT", "DELETE"]),
                Route(f"{HOME}luu{entry}", _told(self._save), methods=["POST"]),
                Route(f"{HOME}anh{entry}", _told(self._upload), methods=["POST"]),
                Route(f"{HOME}hinh{entry}/{{name}}", _told(self._picture)),
                Route(f"{HOME}che-anh{entry}/{{name}}", _told(self._answer), methods=["PUT"]),
                Route(f"{HOME}lich-su{entry}", _told(self._versions)),
                Route(f"{HOME}tro-lai{entry}", _told(self._back), methods=["POST"]),
                Route(f"{HOME}doi-ten{entry}", _told(self._rename), methods=["GET", "POST"]),
                Route(f"{HOME}su-kien{entry}", self._events),
                Route(f"{HOME}moi", _told(self._new), methods=["POST"]),
                Route(f"{HOME}danh-muc/{{register}}", _told(self._row), methods=["GET", "POST"]),
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

    async def _home(self, _request: Request) -> Response:
        rows = await self._run(self.desk.rows)
        words = {
            "rows": [row._asdict() | {"missing": len(row.missing)} for row in rows],
            "statuses": schema.STATUSES,
            "counts": Counter(row.status for row in rows),
            "who": self._who or await self._run(self.desk.history.writer),
            "has_history": self.desk.history.is_kept,
            "exchange": await self._run(self._exchange.standing),
        }
        return self._rendered("home.html", words)

    async def _page(self, request: Request) -> Response:
        return self._rendered("entry.html", {"path": _path(request), "statuses": schema.STATUSES})

    async def _review(self, request: Request) -> Response:
        try:
            review, problems, remarks = await self._run(self.desk.review, _path(request))
        except StoppedError:
            return RedirectResponse(HOME, 303)
        words = {"path": _path(request), "review": review, "problems": problems, "remarks": remarks}
        return self._rendered("review.html", words | {"who": self._who or await self._run(self.desk.history.writer)})

    async def _colours(self, _request: Request) -> Response:
        return Response(await self._run(self.desk.colour_sheet), media_type="text/css")

    def _rendered(self, name: str, words: dict[str, Any]) -> Response:
        return HTMLResponse(self._pages.get_template(name).render(words))

    async def _opened(self, request: Request) -> Response:
        return JSONResponse(await self._run(self.desk.opened, _path(request)))

    async def _check(self, request: Request) -> Response:
        edits = await _json(request)
        return JSONResponse({"problems": await self._run(self.desk.checked, _path(request), edits)})

    async def _keep(self, request: Request) -> Response:
        path = _path(request)
        await self._run(self.desk.index, path)
        if request.method == "DELETE":
            await self._run(self.desk.drafts.drop, path)
        else:
            await self._run(self.desk.drafts.keep, path, await _json(request))
        return JSONResponse({})

    async def _save(self, request: Request) -> Response:
        path, edits = _path(request), await _json(request)
        try:
            return JSONResponse(await self._run(self.desk.save, path, edits, self._who))
        except ChangedMeanwhileError as error:
            said = "Người khác đã sửa bài này trong lúc bạn viết. Chưa lưu gì; phần bạn viết vẫn còn ở đây."
            theirs = {"theirs": error.theirs.decode("utf-8", "replace"), "digest": digest(error.theirs)}
            return JSONResponse({"error": said, **theirs}, 409)

    async def _upload(self, request: Request) -> Response:
        path, name = _path(request), request.query_params.get("ten", "anh.jpg")
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
            photo = await loop.run_in_executor(self._photos, photos_in.made_fit, waiting, name)
            return JSONResponse({"name": await self._run(self.desk.take_photo, path, photo), "why": photo.why})
        except TimeoutError:
            raise StoppedError(f"Ảnh “{name}” tải lên quá lâu. Thử lại từng ảnh một.") from None
        finally:
            waiting.unlink(missing_ok=True)

    async def _picture(self, request: Request) -> Response:
        path, name = _path(request), request.path_params["name"]
        if name not in await self._run(self.desk.photos, path):
            return Response(status_code=404)
        shown = await asyncio.to_thread(photos_in.shown, self._settings.entries / path / name)
        return Response(shown, media_type="image/jpeg")

    async def _answer(self, request: Request) -> Response:
        is_nothing = (await _json(request)).get("khong_co") is True
        name = request.path_params["name"]
        await self._run(partial(self.desk.answer, _path(request), name, is_nothing=is_nothing))
        return JSONResponse({})

    async def _versions(self, request: Request) -> Response:
        versions = await self._run(self.desk.versions, _path(request))
        return JSONResponse({"versions": [version._asdict() for version in versions]})

    async def _back(self, request: Request) -> Response:
        asked = await _json(request)
        await self._run(self.desk.back, _path(request), str(asked.get("commit", "")), self._who)
        return JSONResponse({})

    async def _rename(self, request: Request) -> Response:
        """Tell what another slug would change, or change it."""
        path = _path(request)
        if request.method == "GET":
            plan = await self._run(self.desk.planned_rename, path, request.query_params.get("moi", ""))
            mended = [{"title": change.title, "number": change.number} for change in plan.changes if change.number]
            return JSONResponse({"mended": mended})
        asked = await _json(request)
        return JSONResponse({"path": await self._run(self.desk.rename, path, str(asked.get("moi", "")), self._who)})

    async def _new(self, request: Request) -> Response:
        asked = await _json(request)
        path = await self._run(self.desk.new, str(asked.get("ten", "")), self._who)
        return JSONResponse({"path": path}, 201)

    async def _row(self, request: Request) -> Response:
        register = request.path_params["register"]
        if request.method == "GET":
            choices = forms.choices(self.desk.loaded.registers, {})
            return JSONResponse({"fields": forms.row_form(register), "choices": choices})
        values = await _json(request)
        return JSONResponse(await self._run(self.desk.add_row, register, values, self._who), 201)

    async def _events(self, request: Request) -> Response:
        """Tell a form, as server-sent events, when its file changes and how many forms have it open."""
        path = _path(request)

        async def stream() -> AsyncIterator[str]:
            self._writers[path] += 1
            before: tuple[str, int] | None = None
            try:
                while True:
                    now = (await asyncio.to_thread(self.desk.changed, path), self._writers[path])
                    yield f"data: {json.dumps({'digest': now[0], 'forms': now[1]})}\n\n" if now != before else ":\n\n"
                    before = now
                    await asyncio.sleep(_LOOKS_EVERY)
            finally:
                self._writers[path] -= 1

        return StreamingResponse(stream(), media_type="text/event-stream")


def _path(request: Request) -> str:
    return f"{request.path_params['year']}/{request.path_params['slug']}"


async def _json(request: Request) -> dict[str, Any]:
    """Return the table in a request's body. Raises StoppedError when it is none, or too large."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > _MOST_BYTES:
            raise StoppedError("Bài dài quá mức bàn viết nhận được. Hãy tách bớt phần phụ ra bài khác.")
        pieces.append(piece)
    try:
        found = json.loads(b"".join(pieces))
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a letter, as is left when an emoji is cut
        raise StoppedError("Có ký tự hỏng ở chỗ vừa gõ hoặc vừa dán. Xóa ký tự ấy rồi gõ lại.") from None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise StoppedError("Bàn viết không hiểu yêu cầu này. Hãy tải lại trang.")
    return found


async def _failed(_request: Request, _error: Exception) -> Response:
    """Say that something went wrong that the desk does not foresee; the window of the desk shows what."""
    said = "Bàn viết gặp lỗi, chưa làm được việc vừa rồi. Những gì đã gõ vẫn còn: thử lại, rồi mở lại bàn viết."
    return JSONResponse({"error": said}, 500)


def _told(answer: _Answer) -> _Answer:
    """Return ``answer`` with what goes wrong said in Vietnamese, and no traceback."""

    async def wrapped(request: Request) -> Response:
        try:
            return await answer(request)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        except StoppedError as error:
            return JSONResponse({"error": str(error)}, 422)
        except UnusablePhotoError as error:
            return JSONResponse({"error": f"{error.text} {error.mend}"}, 422)
        except CannotEditError:
            return JSONResponse({"error": _NO_FORM, "no_form": True}, 422)
        except OSError as error:
            why, mend = reason(error)
            mend = mend.replace("chạy lại", "thử lại").replace("Chạy lại", "Thử lại")  # nothing is run at the desk
            return JSONResponse({"error": f"Máy không ghi hoặc không đọc được: {why}. {mend}".strip()}, 500)

    return wrapped


_NO_FORM = (
    "Phần đầu của bài này có chỗ gõ sai nên bàn viết chưa mở được. Chưa mất gì. "
    "Mở mục Lịch sử rồi bấm “Trở lại bản này” ở bản mới nhất, hoặc nhờ người phụ trách máy sửa tệp index.md của bài."
)
