"""What is next, and why."""
