"""Acts: taking places on tours, making tours ahead, driving them."""
