"""Carries a town out of the embedded engine into a Saleor, both by Saleor's public API.

Each noun has a module that reads one side, makes what is missing on the other and notes the pair in the ledger. An
object is known on the other side by its external reference or slug, so a run that was cut off anywhere goes on without
making anything twice. The platform's own rows change last, all at once: see `repoint` and each app's `moving.py`.
"""
