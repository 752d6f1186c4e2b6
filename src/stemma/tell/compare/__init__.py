"""Statements held against each other, as a table, as JSON and as JSON lines."""
