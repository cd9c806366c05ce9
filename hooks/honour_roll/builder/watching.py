"""Watching files for a preview: the system tells of changes at once; MkDocs would look at all files twice a second."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
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


def watch(server: Any, paths: Iterable[str], build: Callable[[], None]) -> None:
    """Let ``server``, a MkDocs LiveReloadServer that watches ``paths``, call ``build`` as soon as a file changes."""
    # A folder that is moved away and back is watched twice, which the library warns of in English; it is right.
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
    observer = Observer(timeout=_DELAY)
    schedule = observer.schedule

    def changes_only(handler: Any, *arguments: Any, **options: Any) -> object:
        """Watch without being told of files that are only read: the build reads them, and would never end."""
        handler.on_any_event = partial(_tell, handler.on_any_event)
        return schedule(handler, *arguments, **options, event_filter=_CHANGES)

    setattr(observer, "schedule", changes_only)  # noqa: B010 - the library's own method
    watched = [*paths]
    for path in watched:
        server.unwatch(path)
    server.observer, server.builder, server.build_delay = observer, build, _DELAY
    for path in watched:
        server.watch(path)
