"""The check: every rule for entries and for the ledger of published addresses, with its messages.

Folders, values and registers come in, Problems go out. Open ``check.py`` first; a rule's docstring is the rule.
"""
