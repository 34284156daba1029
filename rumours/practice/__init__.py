"""Practice for anti-rumour agents: scenes with a neighbour, what an answer does (moves), and how the talk goes on. Nothing is kept."""
