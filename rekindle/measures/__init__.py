"""Instruments of the check-up: score, norm, reliable change, agreement, and the words and pictures for them."""
