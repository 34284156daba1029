// The pieces of a talk as elements; templates/parts.html draws the same on the server.
import { element, webLink } from "./dom.js";
import { markdown } from "./markdown.js";
import { numberFirst, withPhones } from "./phones.js";
import { dateIn, fill, texts } from "./texts.js";

const paragraphs = (text) =>
  text.split("\n\n").filter((part) => part.trim()).map((part) => element("p", { class: "said" }, ...withPhones(part.trim())));

const checked = (words, iso) => fill(words.checked, { date: dateIn(words, iso) });

export function personMessage(text) {
  return element("div", { class: "message person", tabindex: "-1" },
    element("p", { class: "who", "data-text": "you" }, texts().you), element("p", { class: "said", dir: "auto" }, text));
}

export function replyMessage(reply, words, author) {
  const [number, text] = reply.emergency ? numberFirst(reply.text) : [null, reply.text];
  const more = (reply.more || "").trim();
  return element("div", { class: reply.emergency ? "message reply emergency" : "message reply", lang: reply.language, dir: reply.direction },
    author ? element("p", { class: "who", lang: words.language, dir: words.direction }, author) : element("p", { class: "who", lang: "eu" }, "Harrera"),
    number && bigNumber(number, words),
    ...paragraphs(text),
    more ? fold("fold", words, words.more, element("div", { class: "long" }, markdown(more))) : null,
    reply.notice ? element("p", { class: "notice" }, ...withPhones(reply.notice)) : null,
    reply.sources.length ? sources(reply.sources, words) : null,
    (reply.rating || []).length ? rating(reply.rating, words) : null);
}

function rating(buttons, words) {
  return element("div", { class: "rating", role: "group", "aria-label": words.rate },
    ...buttons.map((button) => element("button", { class: "choice", type: "button", value: button.payload }, button.title)));
}

function bigNumber(number, words) {
  return element("a", { class: "call", href: `tel:${number.tel}`, dir: "ltr", "aria-label": fill(words.call, { number: number.text }) }, number.text);
}

function fold(kind, words, title, inside) {
  return element("details", { class: kind }, element("summary", { lang: words.language, dir: words.direction }, title), inside);
}

function sources(list, words) {
  const oldest = list.map((source) => source.checked_on).sort()[0];
  const rows = list.map((source) => element("li", {}, webLink(source.url, [source.title]), " ",
    element("span", { class: "date", lang: words.language, dir: words.direction }, checked(words, source.checked_on))));
  return fold("fold sources", words, `${words.sources}: ${checked(words, oldest)}`, element("ul", {}, ...rows));
}

export function choicesOf(replies) {
  const buttons = new Map();
  for (const reply of replies) for (const button of reply.buttons) buttons.set(button.payload, [button, reply]);
  if (!buttons.size) return null;
  return element("div", { class: "choices", role: "group", dir: replies[replies.length - 1].direction, "aria-label": texts().choices, "data-label": "choices" },
    ...[...buttons.values()].map(([button, reply]) =>
      element("button", { class: "choice", type: "button", value: button.payload, lang: reply.language, dir: "auto" }, button.title)));
}

export function typing() {
  return element("div", { class: "typing" }, ...[1, 2, 3].map(() => element("i", { "aria-hidden": "true" })), element("span", { class: "unseen" }, texts().typing));
}

export function trouble(kind, retry) {
  const again = element("button", { class: "choice", type: "button", "data-text": "retry" }, texts().retry);
  const box = element("div", { class: "message trouble" }, element("p", { "data-phones": `errors.${kind}` }, ...withPhones(texts().errors[kind])), again);
  again.addEventListener("click", () => {
    box.remove();
    retry();
  });
  return box;
}
