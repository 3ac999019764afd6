"""One module for each reader that is fuzzed, with its `TARGET`."""
