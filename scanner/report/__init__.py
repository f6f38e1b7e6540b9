"""The security team's report: gathered once, rendered as HTML, JSON and CSV.

In: findings at level low or above, coverage. Out: files in the reports folder, known by person.
"""
