"""A bulletin over several periods of the rules (half-year, year, school year): nothing is scored anew, their ledgers add up."""
