"""Files to an Edition and a Design, and every fault in them at once."""
