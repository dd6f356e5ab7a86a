"""A house with one room more: a talk of plain texts, to see signals and live parts at work on a real server.

`python -m tests.talking make` in a data folder makes two people and a thread, and prints what their browsers hold.
"""
