"""The parts of the page that puts two takes of one question beside each other; `compare_page` is their door."""
