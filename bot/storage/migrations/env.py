"""Runs the migrations on the connection that `bot.storage.database.migrate` hands over, inside its transaction."""

from alembic import context

connection = context.config.attributes["connection"]
# Both databases make tables inside transactions; Alembic does not believe it of SQLite.
context.configure(connection=connection, render_as_batch=True, transactional_ddl=True)
context.run_migrations()
