"""Reads: which tours can still be taken, and what a driver has to do."""
