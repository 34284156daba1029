"""Where what must outlast a process is kept: the database, its tables and migrations, and the aggregate counts."""
