"""Retailers, their staff and opening hours."""
