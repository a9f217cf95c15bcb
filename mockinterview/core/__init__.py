"""What an interview is: nouns as plain dataclasses, and pure functions on them. Standard library only."""
