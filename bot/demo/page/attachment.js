/** Files and other contents of a message that are no text. */

import { icon } from "./icons.js";
import { h } from "./ui.js";
import { size, t } from "./words.js";

const KINDS = ["voice", "audio", "video", "sticker", "contact", "location", "dice"];

/** The node of a message's file or odd kind; null for a text. */
export function attachment(view) {
  if (view.kind === "photo" && view.file) return photo(view.file);
  if (view.file) return documentCard(view.file);
  if (KINDS.includes(view.kind)) return odd(view);
  return null;
}

function photo(file) {
  const image = h("img", { src: file.url, alt: "", width: file.width || 320, height: file.height || 240, decoding: "async" });
  return h(
    "button",
    { type: "button", class: "photo", "data-action": "open-photo", "aria-label": t("open_photo", { name: file.name }),
      onclick: () => openPhoto(file) },
    image,
  );
}

function openPhoto(file) {
  const close = h("button", { type: "button", class: "round", "aria-label": t("close") }, icon("close"));
  const outside = h(
    "a",
    { class: "round", href: file.url, target: "_blank", rel: "noopener", "aria-label": t("open_new_tab") },
    icon("outside"),
  );
  const dialog = h(
    "dialog",
    { class: "viewer", "aria-label": file.name },
    h("div", { class: "viewer-bar" }, h("span", {}, file.name), outside, close),
    h("img", { src: file.url, alt: file.name }),
  );
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function documentCard(file) {
  const ending = (file.name.match(/\.(\w{1,4})$/)?.[1] ?? "").toUpperCase();
  return h(
    "a",
    { class: "document", href: file.url, target: "_blank", rel: "noopener", "data-action": "open-file" },
    h("span", { class: "document-icon", "data-ending": ending, "data-letters": ending.length }, icon("file"), h("b", { "aria-hidden": "true" }, ending)),
    h("span", { class: "document-name" }, file.name, h("small", {}, size(file.size))),
  );
}

function odd(view) {
  const content = view.extra?.[view.kind] ?? {};
  if (view.kind === "sticker" || view.kind === "dice") {
    return h("span", { class: "sticker", role: "img", "aria-label": t("kind_sticker") }, content.emoji ?? "🙂");
  }
  const detail = view.kind === "contact" ? content.first_name : view.kind === "location" ? `${content.latitude}, ${content.longitude}` : duration(content);
  const name = KINDS.includes(view.kind) ? `kind_${view.kind}` : "kind_other";
  return h(
    "span",
    { class: "document is-odd" },
    h("span", { class: "document-icon" }, icon(view.kind)),
    h("span", { class: "document-name" }, t(name), detail ? h("small", {}, detail) : null),
  );
}

const duration = ({ duration: seconds }) => (seconds ? `0.${String(seconds).padStart(2, "0")}` : "");
