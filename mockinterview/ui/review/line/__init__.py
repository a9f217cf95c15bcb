"""The time line of a review: ruler, wave, evidence by item, what the sound says, bookmarks, and the playhead."""
