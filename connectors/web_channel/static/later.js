// Messages that a human writes later. The page listens only after the person asked for one, and until it is left.
import { conversationId } from "./talk.js";

let source = null;
let listening = null;

export function listen(onReply) {
  const conversation = conversationId();
  if (!conversation || conversation === listening || !window.EventSource) return;
  stop();
  listening = conversation;
  source = new EventSource(`/api/events?conversation=${encodeURIComponent(conversation)}`);
  source.onmessage = (event) => onReply(JSON.parse(event.data));
}

export function stop() {
  if (source) source.close();
  source = listening = null;
}
