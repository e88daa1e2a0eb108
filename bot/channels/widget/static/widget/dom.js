// Building nodes. Text is only ever set as text, so nothing that anybody writes can become markup.

const SVG = "http://www.w3.org/2000/svg";
// Paths on a 24 x 24 grid, drawn as lines.
const ICONS = {
  attach: "m20 11.5-8.2 8.2a5.3 5.3 0 0 1-7.5-7.5l8.6-8.6a3.5 3.5 0 0 1 5 5l-8.5 8.5a1.8 1.8 0 0 1-2.5-2.5L14.5 7",
  chat: "M4.5 5.5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5H12L7 21.5v-4H4.5A1.5 1.5 0 0 1 3 16V7a1.5 1.5 0 0 1 1.5-1.5ZM8 10h8M8 13.5h5",
  down: "m6 9.5 6 6 6-6",
  renew: "M12 5.5H6.5A1.5 1.5 0 0 0 5 7v10.5A1.5 1.5 0 0 0 6.5 19H17a1.5 1.5 0 0 0 1.5-1.5V12M10 14l.6-3L17.8 3.8a1.6 1.6 0 0 1 2.4 2.4L13 13.4 10 14Z",
  send: "M12 19V5.5M6 11l6-6 6 6",
};
const ADDRESS = /https?:\/\/[^\s<>"]+/g;
// Punctuation behind an address belongs to the sentence.
const TRAILING = /[.,;:!?)\]}'’”]+$/;

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// The text as nodes, its web addresses as links.
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = found.replace(TRAILING, "");
    nodes.push(text.slice(end, index), element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address));
    end = index + address.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}
