"""Frozen values as bytes and back, for the store: a NamedTuple of this package, and plain Python values.

The bytes are pickles that hold nothing else, so a cache from elsewhere cannot run code.
"""

from __future__ import annotations

import io
import pickle
from typing import Any


def packed(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(data: bytes | None) -> Any:
    """Return the value that ``packed`` was given; None when there are no bytes, or they are damaged."""
    if data is None:
        return None
    try:
        return _ValuesOnly(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - damaged bytes raise all kinds
        return None


class _ValuesOnly(pickle.Unpickler):
    """Unpickles subclasses of tuple that this package defines, and plain values."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("honour_roll."):
            found = super().find_class(module, name)
            if isinstance(found, type) and issubclass(found, tuple) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(module)
