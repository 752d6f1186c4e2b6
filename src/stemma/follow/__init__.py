"""Follow: what runs through a story's claims — figures as series, pledges and what came of them, a timeline, omissions, drift.

Every function here takes a finished `Ledger` and returns values of `stemma.model`; nothing is read again.
"""
