"""What happens to an assignment beside a report: acceptance, hand-on, more time, changes, boards and nudges."""
