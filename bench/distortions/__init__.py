"""The distorted-claim suite: pairs of sentences that say the same, or nearly the same with one thing changed, and what scores answers on them."""
