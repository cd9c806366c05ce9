"""Photos: what is to be known of an original, its renditions for the page, and how to make it fit to stay in git.

Files come in, facts and pictures go out. Begin with ``inspect.py``.
"""
