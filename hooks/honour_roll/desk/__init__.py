"""The desk, at which staff write entries by mouse: forms made of the schema, the project's own check while one types.

Requests of one browser on this machine come in; entries, registers and photos are written, atomically. Open ``app.py``
first: it maps addresses to the methods of ``Desk`` (``desk.py``), which knows nothing of the web.
"""
