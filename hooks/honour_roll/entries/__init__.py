"""Entries as staff write them become frozen values: folders, YAML headers, Markdown bodies, registers, the roll.

Files come in, values with the place of each come out. Begin with ``schema.py``, the one table of keys.
"""
