"""The account of the origins behind each claim: laid out once, then written as table, JSON, CSV and Markdown."""
