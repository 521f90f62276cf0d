"""What every page shares: the page frame, the design layer, words for dates and prices, refusals."""
