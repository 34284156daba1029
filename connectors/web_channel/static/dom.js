// Elements from data: everything goes in as text nodes and checked attributes, never as HTML.
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// A link that tells the other side nothing; plain text when the address is not http or https.
export function webLink(address, children) {
  if (!/^https?:\/\//i.test(address)) return element("bdi", {}, ...children);
  return element("a", { href: address, rel: "noopener noreferrer", target: "_blank", dir: "auto" }, ...children);
}
