"""Which day it is, for what a build shows of it."""

from __future__ import annotations

import os
import re
import time
from datetime import date, datetime, timedelta, timezone


class WrongDateError(ValueError):
    """SOURCE_DATE_EPOCH is no date; the text says so, and the mend."""


def current_day() -> date:
    """Give the day in Việt Nam, or that of SOURCE_DATE_EPOCH (reproducible-builds.org) for a build to be repeated.

    Raises WrongDateError.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH") or str(int(time.time()))
    if not re.fullmatch(r"[0-9]{1,11}", given):
        raise WrongDateError(f"SOURCE_DATE_EPOCH phải là số giây tính từ đầu năm 1970, không phải “{given}”.\n"
                             "    Bỏ biến ấy đi, hoặc ghi ví dụ 1767225600.")  # fmt: skip
    return datetime.fromtimestamp(int(given), timezone(timedelta(hours=7))).date()
