"""Rekindle: a programme for two people, or one of them, who want to save a relationship."""

__version__ = "0.1.0"
