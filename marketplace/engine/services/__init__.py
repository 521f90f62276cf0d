"""Acts: everything that writes, one module per noun."""
