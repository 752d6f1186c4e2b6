"""What the followers share: a report's words and places, dates in words, and numbers held against one another."""
