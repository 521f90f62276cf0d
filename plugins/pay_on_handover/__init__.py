"""Payment at the counter or at the door."""
