"""The search index that the reader's browser asks, file by file.

Words of entries and pages come in, the files below ``/tim-kiem/`` go out. Begin with ``files.py``.
"""
