"""Looking after a server: starting it, copies of it, and saying what is wrong with it."""
