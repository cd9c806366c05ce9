"""Posters, plaques and the yearbook, as PDF by typst.

Views of entries come in, PDF goes out. Begin with ``posters.py``.
"""
