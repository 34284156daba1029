"""What is remembered of a talk between two messages, and whose turn it is in it: the step between a channel and the conversation.

memory      in this process, for an hour; enough for an installation of one process
shared      in Redis, sealed, for all processes of an installation
turns       the queue of one conversation across processes
"""

from bot.talks.memory import MemoryTalks, Talks, Thread

__all__ = ["MemoryTalks", "Talks", "Thread"]
