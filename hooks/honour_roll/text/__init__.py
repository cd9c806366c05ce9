"""Vietnamese text: folding, sorting, spelling, dates and numbers, reading aloud, and the letters that the fonts have.

Text comes in, text goes out. Begin with ``vietnamese.py``.
"""
