"""The last stage: a ledger in the forms that people and programs read. Forms are imported by name, each when it is asked for."""
