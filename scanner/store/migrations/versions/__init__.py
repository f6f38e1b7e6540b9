"""One file a step, numbered; the last is `schema.REVISION`."""
