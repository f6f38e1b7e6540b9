"""The organisation's identity provider: asks it who somebody of staff is, believes what it signed.

A door of its own, beside `outbound`: the provider may stand inside, and only its origin, which the
configuration names, is ever dialled. In: the settings, what a browser brought back. Out: a
`Subject`, or `RefusedError` with the reason, which is for the log and never for the browser.
"""
