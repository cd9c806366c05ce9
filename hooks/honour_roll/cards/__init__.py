"""Pictures that are drawn here: covers of entries without a photograph, and the cards that apps show with a link.

Words and renditions come in, SVG and JPEG go out. Begin with ``link_cards.py``.
"""
