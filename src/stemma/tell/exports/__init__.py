"""What people and programs take away: tables, a workbook, the brief, citations, annotations, the canonical form, one story as one file."""
