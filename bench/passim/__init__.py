"""All pairs of many reports searched for descent, beside passim on local Spark."""
