"""What is said about migrants and what is true. For now it receives what was heard; the cards come with their own issue."""
