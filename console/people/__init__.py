"""Who works here: a list, and the page of one account. For admins."""
