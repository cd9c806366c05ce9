"""The guide to the desk, carried out: docs/viet-bang-chuot.md comes in; out go its pictures, or what in it is not true.

``book.py`` reads the guide's steps, ``office.py`` lays down a made-up office and starts its desk, ``steps.py`` has an
action for each step out of ``writing.py`` and ``publishing.py``, which know the screens by ``places.py``. ``hand.py``
is the mouse, the keys and the camera; ``walk.py`` goes through all of it: open first.
"""
