"""One tour brings the goods of many shops."""
