"""Pages: what each shows is decided in a view, then a template renders it.

The roll comes in, HTML goes out. Begin with ``views.py``, all that templates are given.
"""
