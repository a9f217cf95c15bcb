"""The computer the program runs on: its folders, the log, what happens after a crash, the time."""
