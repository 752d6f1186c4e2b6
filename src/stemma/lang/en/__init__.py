"""English: quantities, times, certainty, names, and the word lists they rest on."""
