"""What came in is answered, whatever happens: the durable inbox of the platform channels, on DBOS (decision 0011).

inbox       accept an update: encrypted, stored, acknowledged; start and stop
answering   one update's way: its turn in the conversation, the replies, the sends, then nothing is left
sending     each message to the platform, until it is confirmed, once
keeping     what goes on beside: heartbeat, taking over from dead processes, purging, retention
unasked     what somebody here says to a person, without being asked
library     the one door to DBOS
"""

from bot.durable.inbox import DurableInbox
from bot.durable.unasked import unasked

__all__ = ["DurableInbox", "unasked"]
