"""The desk, at which staff write entries by mouse: forms made of the schema, the project's own check while one types.

Requests of a browser on this machine come in; entries, registers and photos are written, atomically. Open ``desk.py``
first, which knows nothing of the web; ``app.py`` maps addresses to its methods.
"""
