"""One address over two sides, in a real gateway."""
