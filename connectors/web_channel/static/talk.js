// One question to the server. The conversation's id lives in this variable and nowhere else: closing the page forgets it.
let conversation = null;

export async function ask(text, language, seconds = 25) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), seconds * 1000);
  try {
    const response = await send({ text, language, conversation }, stop.signal);
    if (!response.ok) throw trouble(response.status === 413 ? "too_long" : response.status === 429 ? "slow_down" : "trouble");
    const answer = await response.json();
    conversation = answer.conversation;
    return answer;
  } catch (error) {
    throw error.kind ? error : trouble("trouble");
  } finally {
    clearTimeout(clock);
  }
}

export const conversationId = () => conversation;

export function resume(id) {
  conversation = id || null;
}

async function send(question, signal) {
  try {
    return await fetch("/api/chat", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(question),
      credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", signal,
    });
  } catch (error) {
    throw trouble(error.name === "AbortError" ? "trouble" : "offline");
  }
}

function trouble(kind) {
  return Object.assign(new Error(kind), { kind });
}
