"""The notice board: how the market does, and what the city does for it."""
