"""Item models between the story's lists and Qt's views."""
