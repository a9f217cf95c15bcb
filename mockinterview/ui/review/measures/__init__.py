"""What was measured of an answer, in one row, and what stands behind each fact."""
