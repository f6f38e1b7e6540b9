"""Bytes kept and provable: WARC records, hashes, sealed files, verification.

In: `Page`. Out: its record in the data folder; later the record again, or what is wrong with it.
"""
