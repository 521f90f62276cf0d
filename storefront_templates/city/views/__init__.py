"""One module per page of the notice board."""
