"""What the desk's addresses share: who asks, the table in a request's body, and what goes wrong in Vietnamese."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from honour_roll.desk.guard import PERSON
from honour_roll.desk.roles import NotAllowedError, Person
from honour_roll.entries.header_edits import CannotEditError
from honour_roll.photos.inspect import UnusablePhotoError
from honour_roll.problem import StoppedError
from honour_roll.system_errors import reason

_MOST_BYTES = 2_000_000  # of a request without a photo

Answer = Callable[[Request], Awaitable[Response]]


def person_of(request: Request) -> Person:
    """Return who asks; only pages that are for all are reached without anybody."""
    person = request.scope[PERSON]
    if not isinstance(person, Person):
        raise TypeError("nobody is signed in")
    return person


def path_of(request: Request) -> str:
    """Return the entry that a request is about: ``<year>/<slug>``."""
    return f"{request.path_params['year']}/{request.path_params['slug']}"


async def table_in(request: Request, most: int = _MOST_BYTES) -> dict[str, Any]:
    """Return the table in a request's body. Raises StoppedError when it is none, or has more than ``most`` bytes."""
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
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


async def failed(_request: Request, _error: Exception) -> Response:
    """Say that something went wrong that the desk does not foresee; the window of the desk shows what."""
    said = "Bàn viết gặp lỗi, chưa làm được việc vừa rồi. Những gì đã gõ vẫn còn: thử lại, rồi mở lại bàn viết."
    return JSONResponse({"error": said}, 500)


def told(answer: Answer) -> Answer:
    """Return ``answer`` with what goes wrong said in Vietnamese, and no traceback."""

    async def wrapped(request: Request) -> Response:
        try:
            return await answer(request)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        except NotAllowedError as error:
            return JSONResponse({"error": str(error)}, 403)
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
