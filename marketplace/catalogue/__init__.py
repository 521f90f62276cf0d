"""Listings of vendors' products."""
