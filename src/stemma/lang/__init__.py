"""From words to values: the annotator, and per language the quantities, times, certainty and names."""
