"""Invented towns: people with real frequencies of names, and pages that may mean one of them."""
