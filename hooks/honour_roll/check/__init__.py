"""The check: every rule for entries, registers and the ledger, and what it says when one is broken.

Values come in, Problems go out. Begin with ``check.py``; a rule is a generator whose docstring is the rule.
"""
