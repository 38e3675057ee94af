"""Speed beside other programs, in one run on one machine, over cases that are made here from a seed."""
