"""One module a format, each with its `FORMAT`; what needs a library loads it when it writes."""
