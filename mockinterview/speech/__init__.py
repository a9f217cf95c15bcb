"""Sound to words, on this computer: the recogniser in a child process, and the models it needs.

models.py    which models there are, and which are here
fetch.py     the one download, asked for by a person
process.py   our side: start the child, ask it, cancel, notice that it died
messages.py  what crosses the pipe
worker.py    the child: decode, gate, recognise
engines/     one module per recogniser
"""
