"""Names of files and folders: which of them Windows cannot have, and which are one name to the people who type them."""

from __future__ import annotations

import re
import unicodedata

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file; CONIN$, CONOUT$ and CLOCK$ are devices too.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Return whether Windows takes a name, whatever its ending, for a device; git cannot check it out there."""
    return _DEVICE.fullmatch(name.partition(".")[0].strip()) is not None


def same(name: str) -> str:
    """Return what two names share that look alike: their letters and signs in one case, composed, single plain spaces.

    A Mac puts U+202F into the names of screenshots, a copied path brings U+202A along, disks differ in case and in NFC.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join([char for char in text if unicodedata.category(char) != "Cf"]).split())
