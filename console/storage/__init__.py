"""What the console keeps: one module per storage, each with its port, in memory and in SQL. One contract suite tests both."""
