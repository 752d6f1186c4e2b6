"""Fetching: pages and feeds over http, safe by default and polite."""
