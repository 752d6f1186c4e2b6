"""The library in words: lists of stories, claims, finds and voices, what an adding did; for terminals and programs."""
