"""The embedded commerce engine: the slice of Saleor's API that the platform uses."""
