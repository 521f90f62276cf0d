"""Mutations of the retailers: open the door, act once, wrap the answer."""
