"""What a report says of itself: its date, place, publisher, author and kind, each with where it was read."""
