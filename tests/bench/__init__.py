"""`make bench`: the assistant beside bare echo bots, on one load, in one run. Ratios count, not single figures."""
