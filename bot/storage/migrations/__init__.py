"""The history of the tables, one numbered file per change, applied by `bot.storage.database.migrate`.

Before a column goes: one release that no longer uses it, then one that removes it, so that old and new processes can run together.
"""
