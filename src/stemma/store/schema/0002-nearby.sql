-- Tables by which the grouping finds what is near a new report (see nearby.py); derived, and droppable.

PRAGMA user_version = 2;
