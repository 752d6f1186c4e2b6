"""Corrections: what people said of the judgements, applied again after every reading."""
