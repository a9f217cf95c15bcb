"""The story: ask, record, recognise, line up, review. Knows its neighbours only as Protocols (`ports`)."""
