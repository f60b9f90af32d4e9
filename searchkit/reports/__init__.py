"""Files to reports, reports to passages."""
