"""The review desk's own rules, without SQL or markup: what comes first, and who agrees."""
