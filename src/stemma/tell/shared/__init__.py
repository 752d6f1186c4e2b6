"""What the forms share: reports and voices by name, JSON pieces, sheets, terminal text, words of the trade, and the gates against hostile text."""
