"""Decisions over texts and menus."""
