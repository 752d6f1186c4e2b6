"""Figures as a table, as JSON and CSV, and drawn over time. The drawing (`plot`) alone loads matplotlib."""
