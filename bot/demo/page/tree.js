/** Draws a JSON value as a tree that can be opened and closed by keyboard. */

import { h } from "./ui.js";
import { t } from "./words.js";

const MOST_INLINE = 60;

/** A value; objects down to `depth` are open. */
export function tree(value, depth = 1) {
  return h("div", { class: "tree" }, branch(plain(value), depth));
}

/** JSON inside a string, as the Bot API takes it, is shown as what it means. */
function plain(value) {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function branch(value, depth) {
  const isTree = value !== null && typeof value === "object";
  if (!isTree) return leaf(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return h("span", { class: "leaf" }, Array.isArray(value) ? "[ ]" : "{ }");
  return h("ul", {}, ...entries.map(([name, child]) => item(name, plain(child), depth)));
}

function item(name, value, depth) {
  const isTree = value !== null && typeof value === "object" && Object.keys(value).length > 0;
  if (!isTree) return h("li", {}, h("span", { class: "key" }, name), ": ", branch(value, depth));
  const short = JSON.stringify(value);
  const summary = h("summary", {}, h("span", { class: "key" }, name), " ", h("small", {}, brief(value, short)));
  return h("li", {}, h("details", { open: depth > 0 }, summary, branch(value, depth - 1)));
}

function brief(value, short) {
  if (short.length <= MOST_INLINE) return short;
  return t("inspect_entries", { count: Object.keys(value).length });
}

function leaf(value) {
  const kind = value === null ? "null" : typeof value;
  return h("span", { class: `leaf is-${kind}` }, value === "" ? '""' : String(value));
}
