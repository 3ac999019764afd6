"""Reports and alerts on their way out: queued with what they tell of, sent until they arrive.

`queueing` puts an item and its deliveries into the outbox, in the caller's transaction;
`deliver` sends what is due, by one file for each channel; `alerts` finds changes of verdict;
`atom` writes the feed. docs/delivery.md says what is promised and what cannot be.
"""
