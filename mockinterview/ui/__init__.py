"""Everything Qt: the shell, its pages, and one look. Knows the story (`flow`) and the nouns (`core`), no other room."""
