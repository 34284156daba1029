// The long text of a reply: headings, lists, bold, links, paragraphs. Whatever else it holds is shown as plain text.
import { element, webLink } from "./dom.js";
import { withPhones } from "./phones.js";

const INLINE = /\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]*)\]\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\s*\)|<(https?:\/\/[^\s<>]+)>|\\([!-/:-@[-`{-~])/;
const BULLET = /^(\s*)[-*+]\s+(.*)$/;
const NUMBER = /^(\s*)(\d{1,9})[.)]\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;

function inline(text) {
  const nodes = [];
  let rest = text;
  for (let match = INLINE.exec(rest); match; match = INLINE.exec(rest)) {
    nodes.push(...withPhones(rest.slice(0, match.index)), styled(match));
    rest = rest.slice(match.index + match[0].length);
  }
  return nodes.concat(withPhones(rest));
}

function styled([, bold, italic, label, address, bare, escaped]) {
  if (bold !== undefined) return element("strong", {}, ...inline(bold));
  if (italic !== undefined) return element("em", {}, ...inline(italic));
  if (address !== undefined) return webLink(address, [label]);
  if (bare !== undefined) return webLink(bare, [bare]);
  return document.createTextNode(escaped);
}

// Lines of one list, nested by their indentation.
function list(lines) {
  const start = lines[0].match(NUMBER);
  const node = element(start ? "ol" : "ul", { start: start && start[2] !== "1" ? start[2] : null });
  const depth = lines[0].match(/^\s*/)[0].length;
  for (let index = 0; index < lines.length; ) {
    let next = index + 1;
    while (next < lines.length && lines[next].match(/^\s*/)[0].length > depth) next += 1;
    node.append(item(lines[index], lines.slice(index + 1, next)));
    index = next;
  }
  return node;
}

function item(line, inner) {
  const own = line.match(BULLET) || line.match(NUMBER);
  const first = inner.findIndex((text) => BULLET.test(text) || NUMBER.test(text));
  const continued = first < 0 ? inner : inner.slice(0, first);
  const node = element("li", {}, ...inline([own[own.length - 1], ...continued.map((text) => text.trim())].join(" ")));
  if (first >= 0) node.append(list(inner.slice(first)));
  return node;
}

function listEnd(lines, from) {
  const kind = NUMBER.test(lines[from]) ? NUMBER : BULLET;
  let end = from + 1;
  while (end < lines.length) {
    const more = kind.test(lines[end]) || (/^\s+\S/.test(lines[end]) && lines[end - 1].trim());
    const gap = !lines[end].trim() && end + 1 < lines.length && (kind.test(lines[end + 1]) || /^\s{2,}\S/.test(lines[end + 1]));
    if (!more && !gap) break;
    end += 1;
  }
  return end;
}

export function markdown(source) {
  const lines = source.replace(/\r\n?/g, "\n").split("\n");
  const blocks = document.createDocumentFragment();
  for (let index = 0; index < lines.length; ) {
    const heading = lines[index].match(HEADING);
    let end = index + 1;
    if (heading) {
      blocks.append(element(heading[1].length < 3 ? "h2" : "h3", {}, ...inline(heading[2])));
    } else if (BULLET.test(lines[index]) || NUMBER.test(lines[index])) {
      end = listEnd(lines, index);
      blocks.append(list(lines.slice(index, end).filter((line) => line.trim())));
    } else if (lines[index].trim()) {
      while (end < lines.length && lines[end].trim() && !HEADING.test(lines[end]) && !BULLET.test(lines[end]) && !NUMBER.test(lines[end])) end += 1;
      blocks.append(element("p", {}, ...inline(lines.slice(index, end).map((line) => line.trim()).join(" "))));
    }
    index = end;
  }
  return blocks;
}
