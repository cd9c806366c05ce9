"""Files for programs: feeds, sitemap, open data, and the redirects of addresses that moved.

The roll comes in, Atom, JSON, CSV and XML go out. Begin with ``feeds.py``.
"""
