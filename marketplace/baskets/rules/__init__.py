"""Decisions about plans and packing. Plain values in, plain values out."""
