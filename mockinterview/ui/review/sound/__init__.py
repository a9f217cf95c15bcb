"""The sound of a review: what is played, how one gets about in it, and what follows it on the page."""
