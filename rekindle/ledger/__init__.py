"""What two people do with one thing, entry by entry: signed by whoever did it, and chained."""
