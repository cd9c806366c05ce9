"""Posters, plaques and the yearbook, set by typst as PDF.

Views of entries come in, PDF goes out. Begin with ``posters.py``: it makes the sheets that ``pdf.py`` prints.
"""
