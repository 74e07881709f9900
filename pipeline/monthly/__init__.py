"""A month's bulletin of an office that reports less often: how much was submitted, or adopted, as far as it is known."""
