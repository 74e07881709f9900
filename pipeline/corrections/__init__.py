"""Corrections that came after the deadline: what they change, and which count by themselves."""
