"""The values that flow through the house: frozen, slotted, each naming its state.

In: nothing. Out: one value for each state that travels between rooms (docs/architecture.md).
Times are aware UTC datetimes; collections are tuples; closed sets are enums.
"""
