"""The contracts: what every table, setting and rule file of the pipeline may contain."""
