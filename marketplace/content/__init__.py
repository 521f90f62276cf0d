"""What the town says for itself: chosen goods, pages of text, menus."""
