"""Mock Interview: rehearse spoken interview answers, on your own computer.

The map, from the ground floor up (the whole plan is docs/architecture.md):

core      what an interview is: plain dataclasses and pure functions, standard library only
flow      the story: ask, record, recognise, line up, review; knows its neighbours only as Protocols (start reading here)
bank      question banks on disk          sound     microphone -> file -> loudspeaker, and the reading voice
speech    sound -> words, in a child      lineup    transcript x checklist -> states with evidence
history   the only room that speaks SQL   export    a review -> a file
settings  one typed table                 system    folders, logs, crashes
ui        everything Qt                   cli       every command that needs no window
app       joins the rooms                 __main__  the doors: window, command line, recogniser's child
"""

__version__ = "0.1.0"
