"""Opting in, changing, withdrawing, erasing: people's rules over store and vault.

In: a proven mailbox and a form; a withdrawal. Out: consent events, an active opt-in; nothing left.
"""
