"""The chapters of the monthly report: tables, charts and sentences, counted from the released rows."""
