"""Vietnamese text: folding, sorting, dates and numbers in words, and which letters the fonts have.

Text comes in, text goes out. Begin with ``vietnamese.py``.
"""
