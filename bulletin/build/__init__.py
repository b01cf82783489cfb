"""Around the pipeline: what is delivered and what one build keeps for the next."""
