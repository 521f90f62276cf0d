"""What a shop types in."""
