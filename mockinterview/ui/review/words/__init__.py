"""The words of a review: shown, heard, found, corrected, and the person's own in place of the recogniser's."""
