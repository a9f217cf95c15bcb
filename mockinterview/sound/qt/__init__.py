"""The loudspeaker and the reading voice: the only Qt below the windows."""
