"""Made-up rolls: how many entries and a seed come in, registers, entries and photos go out; open ``roll.py`` first.

What is said stands in ``common.yml`` and ``kinds/``, how it is put together in the modules.
"""
