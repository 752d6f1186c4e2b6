"""The store: one SQLite file that holds reports, their bytes, what was found in them, and what people corrected."""
