"""Telling: which finding is told to whom (`rules`, pure), and that it arrives (`deliver`).

In: findings as they were and as they are. Out: `Alert`s in the outbox; mails accepted by a server.
"""
