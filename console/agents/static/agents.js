// Answers as the agent types, and copies. The page works without it: the form has a button, and texts can be marked.
const ask = document.getElementById("ask");
const found = document.getElementById("found");
const spoken = document.getElementById("spoken");
const PAUSE = 150; // milliseconds without a letter
const SHORTEST = 3; // letters
let waiting = 0;
let running = null;

function say(words) {
  spoken.textContent = "";
  requestAnimationFrame(() => { spoken.textContent = words; }); // the same words twice are read twice
}

function showCopyButtons() {
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
}

async function look() {
  const words = ask.elements.words.value.trim();
  running?.abort();
  if (words.length < SHORTEST) { found.replaceChildren(); return; }
  const mine = running = new AbortController();
  try {
    const answer = await fetch(ask.dataset.look, { method: "POST", body: new FormData(ask), signal: mine.signal });
    if (answer.status === 401 || answer.status === 419) { ask.submit(); return; } // the session is over: the page says what to do
    if (!answer.ok) return;
    const html = await answer.text();
    if (mine !== running) return;
    found.innerHTML = html;
    showCopyButtons();
    const kind = found.querySelector("[data-result]")?.dataset.result;
    if (kind) say(spoken.dataset[kind]);
  } catch (error) {
    if (error.name !== "AbortError") return; // offline: the button of the form stays
  }
}

async function write(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
  document.body.append(field);
  field.select();
  document.execCommand("copy"); // plain HTTP inside a house has no other way
  field.remove();
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  await write(document.getElementById(button.dataset.copies).textContent.trim());
  say(button.dataset.copied);
  const before = button.dataset.words ??= button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = before; }, 2000);
});

if (ask) {
  ask.elements.words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, PAUSE); });
  ask.elements.in.addEventListener("change", look);
}
showCopyButtons();
