"""What the engine does: one module per noun, one transaction per act."""
