"""What to show: charts, tables, JSON and CSV."""
