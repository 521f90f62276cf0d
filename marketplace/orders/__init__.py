"""Vendor orders."""
