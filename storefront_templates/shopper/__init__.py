"""The shopper's pages: find, compare, choose a way per shop, order, follow."""
