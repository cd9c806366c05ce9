"""Pages: from the roll to HTML. A view decides what a page shows, a template renders it, the layout surrounds it.

Open ``views.py`` first: it has all that templates are given. ``entry_page.py``, ``lists.py``, ``overviews.py``,
``front_page.py`` and ``statistics.py`` make views; ``head.py`` makes the metadata.
"""
