"""What each command does: arguments in, exit code out. Printing goes through the console that `cli` hands over."""
