"""The steps of a build that the command, ``mkdocs build`` and the preview have in common, and what staff are told.

Whatever stops a build is raised as StoppedError, whose text is for staff.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from honour_roll.builder import publish, sources
from honour_roll.builder.build import Build, Report
from honour_roll.builder.load import Loaded
from honour_roll.builder.mkdocs_output import MkDocsOutput
from honour_roll.builder.sources import Sources
from honour_roll.check.summary import summary
from honour_roll.pages.templates import template_error
from honour_roll.photos.inspect import UnusablePhotoError
from honour_roll.problem import StoppedError, as_text, refusal


def prepare(
    build: Build, project: Path, site: Path, tell: Callable[[str], None], seen: Sources | None = None
) -> Loaded:
    """Read and check everything, and remove what a killed build left in the stage.

    ``tell`` is called with each Problem as text. A preview goes on with what passed. ``seen`` are the sources, if they
    were looked at. Raises StoppedError when there are Problems, or when ``site`` holds something that is not ours.
    """
    folders = (build.settings.entries, build.settings.lists)
    try:
        publish.refuse_sources(site, project, folders)
        publish.refuse_foreign(site)
        if not seen and not build.settings.preview:
            seen = sources.seen(project, build.settings)
        loaded = build.load(seen)
    except publish.PlaceRefusedError as error:
        raise StoppedError(str(error)) from None
    except publish.ForeignFolderError as error:
        raise StoppedError(
            f"Thư mục {error} có sẵn tệp không phải của trang này; dựng trang sẽ xóa chúng.\n"
            "    Chọn thư mục khác, hoặc tự xóa thư mục ấy rồi chạy lại."
        ) from None
    except OSError as error:
        what = f"Không giữ được ảnh đã làm ở {error.filename}"
        raise StoppedError(refusal(what, error, "Xem lại quyền ghi vào thư mục ấy rồi chạy lại.")) from error
    for problem in loaded.problems:
        tell(as_text(problem))
    if loaded.problems:
        said = summary(loaded.problems, len(loaded.folders), build.settings.shown)
        if not build.settings.preview:
            raise StoppedError(said)
        tell(said)
    publish.discard(site)  # of a build that was killed
    return loaded


def finish(build: Build, site: Path, loaded: Loaded, output: MkDocsOutput) -> Report:
    """Make what is stale and publish it. Raises StoppedError, with nothing of ``site`` changed unless it says so."""
    try:
        return build.publish(site, loaded, output)
    except UnusablePhotoError as error:
        raise StoppedError(f"{error.text} {publish.what_stays(site)}".rstrip() + f"\n    {error.mend}") from None
    except Exception as error:
        if said := template_error(error, publish.what_stays(site)):  # a template that is missing is an OSError as well
            raise StoppedError(said) from None
        if not isinstance(error, OSError):
            raise
        verb = "Không thay được trang cũ trong" if publish.token_of(site) else "Không ghi được trang vào"
        raise StoppedError(refusal(f"{verb} {site}", error, publish.CLOSE, publish.what_stays(site))) from error
    finally:
        publish.discard(site)
