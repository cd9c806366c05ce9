"""How messages name several lines of a file: ``dòng 12–14, 17``."""

from __future__ import annotations

from collections.abc import Collection


def listed(numbers: Collection[int], *, most: int = 0, from_last: bool = False) -> str:
    """Return ``12–14, 17`` for the lines 12, 13, 14 and 17, in whatever order they come.

    Of more than ``most`` lines the first are named. ``from_last`` begins with the last, as who deletes one after the
    other does well to.
    """
    wanted = sorted(set(numbers))
    ranges: list[list[int]] = []
    for number in wanted[: most or None]:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    named = ["–".join(map(str, each)) for each in (ranges[::-1] if from_last else ranges)]
    return ", ".join([*named, "…"] if most and len(wanted) > most else named)
