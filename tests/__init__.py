"""Tests, a folder a stage."""
