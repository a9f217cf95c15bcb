"""The sound of a review: what is played, how one gets about in it, and where it comes from."""
