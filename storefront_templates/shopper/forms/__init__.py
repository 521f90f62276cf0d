"""Forms of the shopper's pages: they check what a form can check; services decide."""
