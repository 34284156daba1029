// Saves while one writes, a moment after the last key, and shows what the rules say. Without it the button saves.
const PAUSE = 1500; // milliseconds
for (const form of document.querySelectorAll("[data-autosave]")) {
  const status = form.querySelector("[data-status]");
  const check = document.querySelector("[data-check]");
  let waiting, sending = false, again = false;
  const save = async () => {
    if (sending) { again = true; return; }
    sending = true;
    status.textContent = status.dataset.saving;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, credentials: "same-origin",
      });
      const found = await answer.json();
      if (answer.ok) {
        form.elements.saves.value = found.saves;
        if (check) check.innerHTML = found.check;
        status.textContent = status.dataset.saved;
      } else status.textContent = found.trouble ?? status.dataset.lost;
    } catch { status.textContent = status.dataset.lost; }
    sending = false;
    if (again) { again = false; save(); }
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(save, PAUSE); });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
