"""What happened between two people, kept to look back at."""
