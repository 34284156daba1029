"""What people ask, in figures that anybody may see: whole months, steps of five, nothing under five."""
