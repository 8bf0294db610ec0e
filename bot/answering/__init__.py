"""The catalogues of answers: read, watched, and asked on the command line."""
