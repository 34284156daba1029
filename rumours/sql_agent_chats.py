"""Codes and chats of agents in SQLite or PostgreSQL: an AgentChatStore on the tables of `rumours.tables`."""

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import reading, transaction
from rumours.agent_chats import AgentChat
from rumours.tables import agent_code as codes
from rumours.tables import agent_link as links

_OF_CHAT = ("conversation", "account_id", "channel", "since")


class SqlAgentChats:
    """In the database of `engine`."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._insert = (postgresql if engine.dialect.name == "postgresql" else sqlite).insert

    def put_code(self, account_id: str, digest: str, expires_at: float) -> None:
        new = {"digest": digest, "expires_at": int(expires_at)}
        self._put(self._insert(codes).values(account_id=account_id, **new), "account_id", new)

    def take_code(self, digest: str, now: float) -> str | None:
        mine = delete(codes).where(codes.c.digest == digest).returning(codes.c.account_id, codes.c.expires_at)
        with transaction(self._engine) as connection:
            row = connection.execute(mine).first()
        return row.account_id if row and now < row.expires_at else None

    def link(self, chat: AgentChat) -> None:
        values = {name: getattr(chat, name) for name in _OF_CHAT}
        self._put(self._insert(links).values(**values), "conversation", values)

    def linked(self, conversation: str) -> str | None:
        with reading(self._engine) as connection:
            return connection.scalar(select(links.c.account_id).where(links.c.conversation == conversation))

    def channel_of(self, conversation: str) -> str | None:
        with reading(self._engine) as connection:
            return connection.scalar(select(links.c.channel).where(links.c.conversation == conversation))

    def of(self, account_id: str) -> list[AgentChat]:
        query = select(*(links.c[name] for name in _OF_CHAT)).where(links.c.account_id == account_id)
        with reading(self._engine) as connection:
            found = [AgentChat(*row) for row in connection.execute(query)]
        return sorted(found, key=lambda chat: (chat.since, chat.conversation))

    def unlink(self, conversation: str) -> bool:
        return self._delete(delete(links).where(links.c.conversation == conversation)) == 1

    def unlink_all(self, account_id: str) -> int:
        self._delete(delete(codes).where(codes.c.account_id == account_id))
        return self._delete(delete(links).where(links.c.account_id == account_id))

    def expire(self, now: float) -> int:
        return self._delete(delete(codes).where(codes.c.expires_at <= now))

    def _put(self, statement, key: str, values: dict) -> None:
        with transaction(self._engine) as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=values))

    def _delete(self, statement) -> int:
        with transaction(self._engine) as connection:
            return connection.execute(statement).rowcount
