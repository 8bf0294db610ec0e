/** Small things that every part of the page needs: elements, toasts. */

/** An element: `h("button", {class: "x", "data-action": "send", onclick: f, disabled: true}, ...children)`. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const TOAST_MS = 4000;

/** Show a short text for a moment, inside the phone of a chat if one is named and shown. */
export function toast(text, chat, { isError = false } = {}) {
  const phone = chat === undefined ? null : document.querySelector(`[data-phone="${chat}"] .toasts`);
  const place = phone ?? document.getElementById("toasts");
  const shown = h("div", { class: isError ? "toast is-error" : "toast" }, text);
  // The same again takes the place of what is still there.
  for (const old of [...place.children]) if (old.textContent === text) old.remove();
  place.append(shown);
  while (place.children.length > 3) place.firstChild.remove();
  setTimeout(() => shown.remove(), TOAST_MS + 40 * text.length);
}

/** Await a call of the server; a refusal becomes a toast and gives undefined. */
export async function attempt(promise, chat) {
  try {
    return await promise;
  } catch (problem) {
    toast(problem.message, chat, { isError: true });
    return undefined;
  }
}
