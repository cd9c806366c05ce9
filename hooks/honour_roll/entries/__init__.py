"""Entries as staff write them become frozen values: folders, YAML headers, Markdown bodies, registers, the roll.

Files come in; values, and a Problem with its place for each mistake, come out. Begin with ``entry.py``: what an
entry has.
"""
