"""The checklist of a review: states, evidence and notes of its items, and what the person says of them."""
