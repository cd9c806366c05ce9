"""Cards: covers of entries without a photograph, and the pictures that apps show with a link, all drawn here.

Entries, texts and renditions come in; SVG and JPEG go out. Begin with ``card_plans.py``.
"""
