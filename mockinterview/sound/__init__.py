"""Microphone -> growing file -> loudspeaker, and the voice that reads questions. Front doors: `takes`, `microphone`, `qt`."""
