"""The tidy counter: what a shop does with the market in five minutes a day."""
