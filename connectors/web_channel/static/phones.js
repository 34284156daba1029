// Telephone numbers inside a text become links to call them; connectors/web_channel/phones.py does the same on the server.
import { element } from "./dom.js";

// No look-behind: phones of 2020 cannot read it. The first group is the character before the number.
const PHONE = /(^|[^\d.,/+-])((?:\+34[ .]?)?(?:112|0(?:10|12|16|24|61|62|80|85|88|91|92)|116[ .]?\d{3}|[6-9]\d{2}(?:[ .]?\d{3}[ .]?\d{3}|[ .]?\d{2}[ .]?\d{2}[ .]?\d{2})))(?![\d/-]|[.,]\d)/g;

export function segments(text) {
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(PHONE)) {
    const start = match.index + match[1].length;
    pieces.push({ text: text.slice(end, start), tel: "" }, { text: match[2], tel: match[2].replace(/[ .]/g, "") });
    end = start + match[2].length;
  }
  pieces.push({ text: text.slice(end), tel: "" });
  return pieces.filter((piece) => piece.text);
}

export function numberFirst(text) {
  const pieces = segments(text.trim());
  const first = pieces.find((piece) => piece.tel) || null;
  if (!first || first !== pieces[0]) return [first, text];
  return [first, text.trim().slice(first.text.length).replace(/^[\s.:,;·–—-]+/, "")];
}

export function withPhones(text) {
  return segments(text).map((piece) =>
    piece.tel ? element("a", { class: "phone", href: `tel:${piece.tel}`, dir: "ltr" }, piece.text) : document.createTextNode(piece.text)
  );
}
