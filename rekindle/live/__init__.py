"""The socket that says "there is something after n", and never what."""
