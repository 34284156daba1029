"""What is measured of WhatsApp: what went out, what did not and why. Labels are words of our own."""

from prometheus_client import Counter

SENT = Counter("harrera_whatsapp_sent_total", "Messages that WhatsApp took.")
UNSENT = Counter("harrera_whatsapp_unsent_total", "Messages that WhatsApp did not take, or took and did not deliver.", ["reason"])
STATUSES = Counter("harrera_whatsapp_statuses_total", "What WhatsApp says became of messages.", ["status"])
SKIPPED = Counter("harrera_whatsapp_skipped_total", "Deliveries of which nothing is answered: another number, a group, an unknown shape.")
