"""Watching files for a preview: the system tells of changes at once; MkDocs would look at all files twice a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


def watch(server: Any, paths: Iterable[str], build: Callable[[], None]) -> None:
    """Let ``server``, a MkDocs LiveReloadServer that watches ``paths``, call ``build`` as soon as a file changes."""
    observer = Observer(timeout=_DELAY)
    schedule = observer.schedule

    def changes_only(*arguments: Any, **options: Any) -> object:
        """Watch without being told of files that are only read: the build reads them, and would never end."""
        return schedule(*arguments, **options, event_filter=_CHANGES)

    setattr(observer, "schedule", changes_only)  # noqa: B010 - the library's own method
    watched = [*paths]
    for path in watched:
        server.unwatch(path)
    server.observer, server.builder, server.build_delay = observer, build, _DELAY
    for path in watched:
        server.watch(path)
