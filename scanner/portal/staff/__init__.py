"""The staff's pages, inside only: cases for the security team, notices for HR, audit, accounts.

In: requests that `portal.guard` let through. Out: pages, and rows that the service acts on.
"""
