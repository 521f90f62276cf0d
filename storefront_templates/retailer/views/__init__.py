"""One module per page of the counter."""
