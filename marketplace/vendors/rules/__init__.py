"""Decisions about retailers over plain values: opening hours, legal identity, search folding."""
