"""A guided talk: who has the floor, what comes next, and when to pause."""
