"""Drawn pictures of goods, shop fronts and categories: made by this code, the same on every machine."""
