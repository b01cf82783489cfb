"""What an editor looks at while working: a process that builds an issue again after each save, and shows it."""
