"""Watching files for a preview: the system tells of changes at once; MkDocs would look at all files twice a second."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from types import SimpleNamespace
from typing import Any

from watchdog import events
from watchdog.observers import Observer

_CHANGES = [
    events.FileModifiedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
]
_DELAY = 0.05  # seconds


def _tell(tell: Callable[[Any], None], event: Any) -> None:
    """Tell the server of a change; of a folder's too, which it leaves out: one that is moved takes its files along."""
    tell(SimpleNamespace(is_directory=False, src_path=event.src_path))


def _changed(path: str, since: float) -> bool:
    """Return whether a file, or anything in a folder, has changed since a time; folders change with their names."""
    found = (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in (".", *names))
    for one in (path, *found):
        with suppress(OSError):  # gone meanwhile: its folder has changed
            if os.stat(one).st_mtime >= since:
                return True
    return False


def watch(server: Any, paths: Iterable[str], build: Callable[[], None], since: float) -> None:
    """Let ``server``, a MkDocs LiveReloadServer that watches ``paths``, call ``build`` as soon as a file changes.

    What has changed ``since`` the first build began, a time of the system, is built when the server starts: the system
    tells only of what comes later, and a first build may take half a minute.
    """
    # A folder that is moved away and back is watched twice, which the library warns of in English; it is right.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
    observer = Observer(timeout=_DELAY)
    schedule, start = observer.schedule, observer.start
    handlers: dict[str, Any] = {}

    def changes_only(handler: Any, path: str, **options: Any) -> object:
        """Watch without being told of files that are only read: the build reads them, and would never end."""
        handler.on_any_event = partial(_tell, handler.on_any_event)
        handlers[path] = handler
        return schedule(handler, path, **options, event_filter=_CHANGES)

    def start_and_look_back() -> None:
        start()
        for path, handler in handlers.items():
            if _changed(path, since):
                handler.on_any_event(events.FileModifiedEvent(path))
                return

    setattr(observer, "schedule", changes_only)  # noqa: B010 - the library's own methods
    setattr(observer, "start", start_and_look_back)  # noqa: B010
    watched = [*paths]
    for path in watched:
        server.unwatch(path)
    server.observer, server.builder, server.build_delay = observer, build, _DELAY
    for path in watched:
        server.watch(path)
