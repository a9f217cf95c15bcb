"""Small controls every page uses. They know colours, sizes and words, and nothing of the story."""
