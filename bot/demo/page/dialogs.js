/** Dialogs with a heading and a way out, and lists that keep the focus when they change. */

import { icon } from "./icons.js";
import { h } from "./ui.js";
import { t } from "./words.js";

let numbers = 0;

/** An id that nothing else has. */
export const newId = (name) => `${name}-${(numbers += 1)}`;

/** The heading of a panel with its button to close. */
export function panelHead(title, close, name) {
  const heading = h("h2", { id: newId("panel"), tabindex: "-1" }, title);
  const button = h(
    "button",
    { type: "button", class: "icon-button", "data-action": `${name}-close`, "aria-label": t("close"), onclick: close },
    icon("close"),
  );
  return { heading, node: h("header", { class: "panel-head" }, heading, button) };
}

/** Open a modal dialog; `build(dialog)` gives its content. The focus returns to where it was. */
export function openDialog({ name, title, build, isWide = false }) {
  const opener = document.activeElement;
  const status = h("p", { class: "panel-status", role: "status" });
  const node = h("dialog", { class: isWide ? "panel is-wide" : "panel", "data-dialog": name });
  const dialog = { node, close: () => node.close(), say: (text) => (status.textContent = text) };
  const { heading, node: head } = panelHead(title, dialog.close, name);
  node.setAttribute("aria-labelledby", heading.id);
  node.append(head, h("div", { class: "panel-body" }, build(dialog)), status);
  node.addEventListener("click", (event) => {
    if (event.target === node) node.close();
  });
  node.addEventListener("close", () => {
    node.remove();
    if (opener?.isConnected) opener.focus();
  });
  document.body.append(node);
  node.showModal();
  heading.focus();
  return dialog;
}

/** Build the children of a node anew when `value` has changed; the focus stays on what has the same data-key. */
export function renew(node, value, build) {
  const signature = JSON.stringify(value) ?? "";
  if (node.dataset.shown === signature) return false;
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  node.replaceChildren(...build());
  node.dataset.shown = signature;
  if (focused !== undefined) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  return true;
}

/** Copy a text; where the browser forbids it, select it in a field instead. Gives whether it was copied. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = h("textarea", { class: "hidden", readonly: true, "aria-hidden": "true" });
    field.value = text;
    (document.querySelector("dialog:modal") ?? document.body).append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  }
}

/** A field with its label. */
export function field(label, control, note) {
  control.id ||= newId("field");
  const about = note ? h("small", { id: newId("note") }, note) : null;
  if (about) control.setAttribute("aria-describedby", about.id);
  return h("div", { class: "entry" }, h("label", { for: control.id }, label), control, about);
}

/** A choice among `[value, label]`. */
export function select(options, chosen, attributes = {}) {
  const node = h("select", attributes);
  for (const [value, label] of options) node.append(h("option", { value }, label));
  if (chosen !== undefined) node.value = String(chosen);
  return node;
}
