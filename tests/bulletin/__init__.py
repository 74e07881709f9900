"""Tests of the bulletin: what it says, how it is drawn, what it never does."""
