"""Import: what offices send, a Word report above all, becomes a checked draft.

In come the bytes of a file; out goes a WordImport: what was read, what became of each piece, what was taken off, what
was not carried over. Nothing is written before somebody has chosen. Open ``word_import.py`` first.
"""
