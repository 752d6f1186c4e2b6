"""The stemma: laid out once as a graph, then written as tree, drawing, DOT, GraphML and JSON, with the evidence for an edge."""
