"""Pillow's modules, each imported when first used: that takes 12 ms, and after most edits no picture is made."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from PIL import Image, ImageCms, ImageDraw, ImageFont

__all__ = ["MOST_PIXELS", "Image", "ImageCms", "ImageDraw", "ImageFont"]

MOST_PIXELS = 210_000_000  # a phone's largest, 16384 × 12288; more is a mistake or an attack


def __getattr__(name: str) -> ModuleType:
    """Import one of Pillow's modules and keep it as an attribute of this one."""
    if not name.startswith("Image"):
        raise AttributeError(name)
    module = globals()[name] = import_module(f"PIL.{name}")
    if name == "Image":
        module.MAX_IMAGE_PIXELS = MOST_PIXELS  # type: ignore[attr-defined]
    return module
