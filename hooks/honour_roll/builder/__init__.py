"""The build: what changed is made again, and takes its place in the site.

A project comes in, a whole site goes out, or none. Begin with ``build.py``.
"""
