"""Pairs of real news reports labelled by reading: does one descend from the other, or both from a third? See README.md."""
