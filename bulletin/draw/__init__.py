"""Pages and slides to bytes; nothing is decided here."""
