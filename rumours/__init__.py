"""What is said about migrants and what is true: cards with their evidence, how a message is recognised, and what agents hear."""
