"""``Sharing`` under its former address; to go when the build and the hook import it from ``head``."""

from honour_roll.pages.head import Sharing

__all__ = ["Sharing"]
