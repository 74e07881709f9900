"""answer: what goes back to units and what is left to the officer. Everything is a draft; nothing is sent."""
