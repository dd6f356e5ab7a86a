"""One problem of two people: both sides, the pattern, one agreement, and how it went."""
