"""A quarter at the edge of what one office has: 120 units with long names, rare characters, ties, 400 accepted items."""
