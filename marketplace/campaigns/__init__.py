"""Promotions of the city."""
