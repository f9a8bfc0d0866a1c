"""Fetch web pages for the readers: politely, safely, and once, as the cache keeps them.

All that leaves the machine leaves it here. `fetcher.Fetcher.fetch` gives a `page.Page` or raises
`error.FetchError`, which says what to do instead. docs/fetching.md tells what is sent and what is refused.
"""
