"""The search index, as static files that the reader's browser fetches.

The published entries and the hand-written pages come in, the files below ``/tim-kiem/`` go out. Begin with
``corpus.py``, which has both; ``docs/decisions/0007-search.md`` has the reasons.
"""
