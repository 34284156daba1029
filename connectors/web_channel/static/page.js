// The chat page at work: what the person writes or presses goes to the server, what comes back goes below it.
import { listen, stop } from "./later.js";
import { choicesOf, personMessage, replyMessage, trouble, typing } from "./messages.js";
import { ask, resume } from "./talk.js";
import { fill, labelsFor, switchTo, texts } from "./texts.js";

const byId = (id) => document.getElementById(id);
const [log, form, field, counter, menu] = ["log", "ask", "text", "counter", "menu"].map(byId);
const COUNT_FROM = 1500;
let busy = false;
let talking = Boolean(form.elements.conversation.value);
let ready = Promise.resolve();

// --- moving the page, only when the person is where the talk goes on
const nearEnd = () => document.documentElement.scrollHeight - window.innerHeight - window.scrollY < 160;

function showFrom(message) {
  const head = document.querySelector("header").offsetHeight + 12;
  const top = message.getBoundingClientRect().top + window.scrollY - head;
  window.scrollTo(0, Math.min(top, document.documentElement.scrollHeight));
}

// --- one question and its answer
async function say(text, shown, pressed) {
  if (busy) return;
  talking = true;
  log.querySelectorAll(".choices, .trouble, .rating").forEach((node) => node.remove());
  const mine = personMessage(shown);
  log.append(mine);
  if (pressed) mine.focus({ preventScroll: true });
  await deliver(text, mine);
}

async function deliver(text, mine) {
  busy = true;
  const waiting = typing();
  log.append(waiting);
  showFrom(mine);
  try {
    await ready;
    const answer = await ask(text, texts().language);
    await show(answer, mine, waiting);
  } catch (error) {
    const follow = nearEnd();
    waiting.remove();
    log.append(trouble(error.kind || "trouble", () => deliver(text, mine)));
    if (follow) showFrom(mine);
  } finally {
    busy = false;
  }
}

async function show(answer, mine, waiting) {
  const words = await Promise.all(answer.replies.map((reply) => labelsFor(reply.language)));
  const follow = nearEnd();
  waiting.remove();
  answer.replies.forEach((reply, index) => log.append(replyMessage(reply, words[index])));
  const choices = choicesOf(answer.replies);
  if (choices) log.append(choices);
  if (answer.replies.some((reply) => reply.wants_human)) listen(showLater);
  if (follow) showFrom(mine);
}

// --- what a human writes later goes into the same live region; the choices stay below it
async function showLater(reply) {
  const words = await labelsFor(reply.language);
  const follow = nearEnd();
  const message = replyMessage(reply, words, texts().human);
  log.insertBefore(message, log.querySelector(".choices, .typing"));
  if (follow) showFrom(message);
}

// --- the field
function measure() {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
  const length = Array.from(field.value).length;
  const over = length - texts().limit;
  counter.hidden = length <= COUNT_FROM;
  counter.classList.toggle("over", over > 0);
  counter.textContent = counter.hidden ? "" : fill(over > 0 ? texts().over : texts().left, { count: Math.abs(over) });
  return over <= 0;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  field.focus();
  if (!text || busy || !measure()) return;
  field.value = "";
  measure();
  say(text, text, false);
});

field.addEventListener("input", measure);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit ? form.requestSubmit() : form.querySelector(".send").click();
});

// --- languages: new words at once, the talk stays, the bot is told
async function chooseLanguage(code, name) {
  if (menu.open) menu.querySelector("summary").focus();
  menu.open = false;
  try {
    await switchTo(code);
  } catch (error) {
    if (!busy) log.append(trouble("offline", () => chooseLanguage(code, name)));
    return;
  }
  form.elements.language.value = code;
  byId("current").textContent = name;
  history.replaceState(null, "", `/?language=${code}`);
  measure();
  if (talking) say(`language:${code}`, name, false);
  else ready = ask(`language:${code}`, code, 4).catch(() => null); // told quietly: the first words are on the page already
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-language], button.choice[value]");
  if (pressed && pressed.dataset.language) {
    event.preventDefault();
    chooseLanguage(pressed.dataset.language, pressed.textContent);
  } else if (pressed && pressed.value) {
    event.preventDefault();
    say(pressed.value, pressed.textContent, true);
  }
  if (!menu.contains(event.target)) menu.open = false;
});

menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// --- leaving without a trace on the screen or in the list of visited pages
byId("leave").addEventListener("click", (event) => {
  event.preventDefault();
  resume(null);
  stop();
  document.body.textContent = "";
  document.title = "";
  location.replace("about:blank");
});

window.addEventListener("beforeprint", () => log.querySelectorAll("details").forEach((node) => (node.open = true)));
resume(form.elements.conversation.value);
measure();
