"""What shoppers see of the town's words."""
