"""What leads through the product: whose case it is, the tour, the next step of each screen."""
