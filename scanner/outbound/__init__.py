"""The one door to the network: decides whether an address may be dialled, fetches, sends mail.

In: an address, a mail. Out: `Page` or `Missed`, sent or not sent.
"""
