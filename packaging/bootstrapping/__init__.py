"""What `packaging/bootstrap.py` does, one module a task. Standard library only.

commands         the three commands, in the order they happen      system_packages  what apt must provide, and asking for it
environment      .venv: is it there, whole, up to date             recipe           what pip installs, and how much that is
pip              running pip, and its failures as sentences        checks           everything `test` runs, with its own display
words            speaking to the person                        sound_server     PulseAudio for the tests beside a desktop's PipeWire
"""
