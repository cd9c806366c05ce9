"""Files for programs, made from the roll: feeds, sitemap, open data, and the redirects of former addresses.

Each module returns the text or the bytes of its files. Open ``feeds.py`` first.
"""
