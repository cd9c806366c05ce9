"""Who is signed in, and how often somebody may try: sessions, failed tries at the login, uploads.

Sessions outlive a restart of the desk: their file holds hashes, with which nobody can sign in. Tries and uploads are
counted in memory.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import math
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from honour_roll.problem import StoppedError
from honour_roll.store import write_durably

IDLE, LONGEST = 2 * 3600, 12 * 3600  # seconds until a session ends: without a request, and at all
_MOST_SESSIONS = 20  # of one account: the oldest goes
_WRITTEN_EVERY = 300  # seconds between two records of when a session was used

_FIRST_PAUSE, _LONGEST_PAUSE = 30, 900  # seconds; each failed try doubles the pause
_FORGOTTEN = 3600  # seconds after which failed tries count no more
_MOST_KEYS = 10_000  # names and addresses that are remembered

_AT_ONCE, _AN_HOUR = 6, 300  # uploads of one person


class Session(NamedTuple):
    """A session: the key and the stamp of its account, when it began and was last used (seconds since 1970)."""

    key: str
    stamp: str
    began: float
    seen: float


class Sessions:
    """The sessions of one desk, kept in ``file`` by the hashes of their ids."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        """Read the file; one that cannot be read holds no sessions."""
        self._file, self._clock, self._written = file, clock, clock()
        self._all: dict[str, Session] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError):
            self._all = {name: Session(*row) for name, row in json.loads(file.read_bytes()).items()}

    def begin(self, key: str, stamp: str) -> str:
        """Begin a session of an account; return its id, which only the browser keeps."""
        given, now = secrets.token_urlsafe(32), self._clock()
        own = sorted((one.began, name) for name, one in self._all.items() if one.key == key)
        for _, name in own[: max(0, len(own) + 1 - _MOST_SESSIONS)]:
            del self._all[name]
        self._all[_hash(given)] = Session(key, stamp, now, now)
        self._write()
        return given

    def found(self, given: str, *, is_used: bool) -> Session | None:
        """Return the session with an id; None when there is none or it is over. ``is_used``: it is not idle now."""
        name, now = _hash(given), self._clock()
        session = self._all.get(name)
        if session is None:
            return None
        if now - session.seen > IDLE or now - session.began > LONGEST:
            self.end(given)
            return None
        if is_used:
            self._all[name] = session = session._replace(seen=now)
            if now - self._written > _WRITTEN_EVERY:
                self._write()
        return session

    def end(self, given: str) -> None:
        """End a session, if there is one with this id."""
        if self._all.pop(_hash(given), None):
            self._write()

    def _write(self) -> None:
        self._written = self._clock()
        self._all = {name: one for name, one in self._all.items() if self._written - one.began <= LONGEST}
        with suppress(OSError):  # on a full disk one signs in all the same, until the desk is started again
            write_durably(self._file, json.dumps(self._all).encode(), secret=True)


def _hash(given: str) -> str:
    return hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()


class Tries:
    """Failed tries by name or by address: after ``free`` of them comes a pause, which grows with each one more."""

    def __init__(self, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without any."""
        self._free, self._clock = free, clock
        self._failed: dict[str, tuple[int, float]] = {}  # how many, and when the last one was

    def pause(self, key: str) -> int:
        """Return the seconds that are left until ``key`` may try again."""
        count, last = self._failed.get(key, (0, 0.0))
        if count < self._free:
            return 0
        length = min(_FIRST_PAUSE << min(count - self._free, 20), _LONGEST_PAUSE)
        return max(0, math.ceil(last + length - self._clock()))

    def begin(self, key: str) -> None:
        """Count a try as failed before it is looked at: those that come at the same time must count too."""
        now = self._clock()
        count, last = self._failed.pop(key, (0, now))
        self._failed[key] = (count + 1 if now - last < _FORGOTTEN else 1, now)
        if len(self._failed) > _MOST_KEYS:
            del self._failed[next(iter(self._failed))]

    def succeed(self, key: str, *, forgive: bool) -> None:
        """Take back a try that succeeded; with ``forgive`` those that failed before it too."""
        count, last = self._failed.pop(key, (0, 0.0))
        if count > 1 and not forgive:
            self._failed[key] = (count - 1, last)


def network_of(address: str) -> str:
    """Return what tries from an address count for: an IPv6 line has 2^64 addresses, and counts as one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    if found.ipv4_mapped:  # as a socket for both kinds tells IPv4: all of them would be one line
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, 64), strict=False))


class Uploads:
    """Uploads of people with accounts, who share one machine."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without any."""
        self._clock = clock
        self._now: Counter[str] = Counter()
        self._last: dict[str, deque[float]] = {}

    @contextmanager
    def one(self, key: str) -> Iterator[None]:
        """Hold a place for one upload of an account. Raises StoppedError when it has too many."""
        last, now = self._last.setdefault(key, deque(maxlen=_AN_HOUR)), self._clock()
        if len(last) == _AN_HOUR and now - last[0] < 3600:
            raise StoppedError(f"Bạn đã tải lên {_AN_HOUR} ảnh trong một giờ. Nghỉ một lát rồi thả tiếp.")
        if self._now[key] >= _AT_ONCE:
            raise StoppedError(f"Đang tải lên {_AT_ONCE} ảnh rồi. Đợi xong rồi thả tiếp ảnh này.")
        last.append(now)
        self._now[key] += 1
        try:
            yield
        finally:
            self._now[key] -= 1
