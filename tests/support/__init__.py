"""Helpers of the tests: gold treebanks as Docs."""
