// The page's own words: those of the page came with it, other languages are fetched when someone needs them.
import { withPhones } from "./phones.js";

let current = JSON.parse(document.getElementById("texts").textContent);
const known = { [current.language]: current };

export const texts = () => current;

export async function textsOf(language) {
  if (!known[language]) {
    const response = await fetch(new URL(`texts.${encodeURIComponent(language)}.json`, import.meta.url), { credentials: "omit" });
    if (!response.ok) throw new Error("no texts");
    known[language] = await response.json();
  }
  return known[language];
}

// Words for a reply in another language than the page's; the page's own where we have none.
export const labelsFor = (language) => textsOf(language).catch(() => current);

export const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

export function dateIn(words, iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return fill(words.date, { year, month: words.months[month - 1], day });
}

const at = (path) => path.split(".").reduce((value, key) => value[key], current);

export async function switchTo(language) {
  current = await textsOf(language);
  document.title = current.title;
  document.documentElement.lang = language;
  document.documentElement.dir = current.direction;
  const each = (name, change) => document.querySelectorAll(`[data-${name}]`).forEach((node) => change(node, node.dataset[name]));
  each("text", (node, key) => (node.textContent = at(key)));
  each("label", (node, key) => node.setAttribute("aria-label", fill(at(key), { number: node.dataset.number || "" })));
  each("placeholder", (node, key) => (node.placeholder = at(key)));
  each("phones", (node, key) => {
    node.textContent = "";
    node.append(...withPhones(at(key)));
  });
  each("language", (node, code) => (code === language ? node.setAttribute("aria-current", "true") : node.removeAttribute("aria-current")));
}
