"""The basket and its fulfilment plan."""
