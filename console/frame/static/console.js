// Small helps of every page. Nothing here is needed: each page works without scripts.

// A menu closes with Escape, and when the focus or a click goes elsewhere.
for (const menu of document.querySelectorAll(".menu")) {
  const leave = (event) => { if (menu.open && !menu.contains(event.relatedTarget ?? event.target)) menu.open = false; };
  document.addEventListener("click", leave);
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget) leave(event); });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// On a phone the rail is a row: where one is stands in sight.
document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// What went wrong gets the focus.
document.querySelector("[data-focus]")?.focus();

// <button data-copy="id of a field or an element" data-copied="words" hidden>, followed by an element with role=status.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.innerText);
    const status = button.parentElement.querySelector("[role=status]");
    if (status) status.textContent = button.dataset.copied;
  });
}

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.defaultPrevented) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
// The browser may show a page again as it was left.
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });
