"""The seam to the commerce engine."""
