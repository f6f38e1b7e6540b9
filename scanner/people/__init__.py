"""Rules of opt-in: what a valid consent is, what its text says, what a form may hold.

In: consent events, a form's fields, the time. Out: states, `Profile`, reasons for refusal. No I/O
but its own texts.
"""
