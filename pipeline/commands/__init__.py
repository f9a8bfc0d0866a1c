"""The commands of `election-timeline`, one module each: its help, examples, options and what it does."""
