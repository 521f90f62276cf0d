"""Collection in the shop at an agreed time, against a code."""
