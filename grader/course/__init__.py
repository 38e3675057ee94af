"""A course: whose file is whose in what a course system gives out, and marks back into its own file."""
