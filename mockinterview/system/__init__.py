"""The computer the program runs on: its folders, the log, and what happens after a crash."""
