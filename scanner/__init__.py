"""Värn finds where people who asked to be watched over are exposed on public web pages."""
