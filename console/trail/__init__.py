"""The audit trail as a page. For admins."""
