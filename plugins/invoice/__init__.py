"""Payment by invoice, one per vendor order."""
