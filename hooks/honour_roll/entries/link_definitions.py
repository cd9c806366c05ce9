"""``[Nguồn]: TTXVN`` on a line of its own: in Markdown the definition of a link, of which nothing is shown."""

from __future__ import annotations

import re

DEFINITION = re.compile(
    r"^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)?\[(?!\^)([^\[\]\n]{1,999})\]:[ \t]*(\S*)", re.MULTILINE
)
_LABEL = re.compile(r"\[([^\[\]\n]{1,999})\](?!:)")
_ADDRESS = re.compile(r"[<#/.]|[a-zA-Z][a-zA-Z0-9+.-]*:|www\.|[^\s/]+/")


def without_definitions(text: str) -> str:
    """Return a text in which ``[Nguồn]: TTXVN`` is no definition of a link, unless it leads somewhere and is used."""
    if "]:" not in text:
        return text
    used = {" ".join(label.casefold().split()) for label in _LABEL.findall(text)}

    def shown(found: re.Match[str]) -> str:
        is_used = " ".join(found[1].casefold().split()) in used
        if is_used and (not found[2] or _ADDRESS.match(found[2])):
            return found[0]
        at = found.start(1) - 1 - found.start()
        return f"{found[0][:at]}\\{found[0][at:]}"

    return DEFINITION.sub(shown, text)
