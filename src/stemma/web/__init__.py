"""The reading desk: a local web application on the store. Pages are complete without script; every page has a JSON twin."""
