"""What Stadtmarketing does: compile, write, lay out."""
