"""Photos: the facts of an original, its renditions for the site, and how it is made fit to stay in git.

Files of staff come in; facts, refusals and pictures go out. Begin with ``resize.py``.
"""
