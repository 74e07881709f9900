"""Assessment files for people: list them, read one as sentences, check one, compare two."""
