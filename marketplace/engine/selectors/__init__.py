"""Reads: what is asked of the tables, one module per noun."""
