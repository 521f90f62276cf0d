"""What Stadtmarketing types in."""
