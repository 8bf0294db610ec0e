/** Formatted text of a message as nodes: only known tags survive, whatever the server sends. */

import { h } from "./ui.js";

const PLAIN = new Set(["B", "STRONG", "I", "EM", "U", "S", "DEL", "CODE", "PRE", "BLOCKQUOTE"]);
const COMMAND = /(?<![\w/@<])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/gi;

/** A fragment of safe nodes; links carry their address in `data-url`, commands are buttons. */
export function rich(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  copy(parsed.body, fragment, false);
  return fragment;
}

function copy(from, to, isLiteral) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(...(isLiteral ? [node.data] : withCommands(node.data)));
    else if (node.nodeType === Node.ELEMENT_NODE) copyElement(node, to, isLiteral);
  }
}

function copyElement(node, to, isLiteral) {
  const own = known(node);
  if (own !== null) to.append(own);
  copy(node, own ?? to, isLiteral || ["A", "CODE", "PRE"].includes(node.tagName));
}

function known(node) {
  if (PLAIN.has(node.tagName)) return document.createElement(node.tagName);
  if (node.tagName === "TG-SPOILER") return h("span", { class: "spoiler", tabindex: "0" });
  if (node.tagName !== "A") return null;
  const url = node.getAttribute("href") ?? "";
  if (!/^(https?|tg):/i.test(url)) return null;
  return h("a", { href: url, "data-url": url, target: "_blank", rel: "noopener noreferrer" });
}

function withCommands(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(COMMAND)) {
    if (found.index > at) parts.push(text.slice(at, found.index));
    parts.push(h("button", { type: "button", class: "command", "data-command": found[0] }, found[0]));
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
