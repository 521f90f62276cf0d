"""The engine's decisions: pure functions over plain values."""
