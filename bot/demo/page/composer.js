/** Where a person writes: text of several lines, commands, files, and messages of other kinds. */

import * as api from "./api.js";
import { icon } from "./icons.js";
import { sheet } from "./sheet.js";
import * as store from "./store.js";
import { attempt, h, toast } from "./ui.js";
import { size, t } from "./words.js";

const HIGHEST = 140;
const MOST_TOGETHER = 10;
const ODD_KINDS = ["voice", "sticker", "contact", "location"];

/** The composer of a phone. */
export class Composer {
  #files = [];
  #as = "document";
  #reply = null;

  constructor(phone) {
    this.phone = phone;
    this.text = h("textarea", { rows: "1", name: "text", maxlength: "4096", autocomplete: "off", "data-action": "write" });
    this.sendButton = this.#button("send", "send", "submit");
    const menuButton = this.#button("menu", "commands", "button", "slash");
    const attachButton = this.#button("attach", "attach", "button", "attach");
    this.commands = sheet(menuButton, () => this.#commands(), { name: t("commands"), empty: t("no_commands") });
    this.attach = sheet(attachButton, () => this.#attachments(), { name: t("attach") });
    this.input = h("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", "aria-label": t("attach") });
    this.chip = h("div", { class: "chip", hidden: true });
    this.quote = h("div", { class: "chip is-reply", hidden: true });
    const field = h("div", { class: "field" }, menuButton, this.text, attachButton);
    this.node = h(
      "form",
      { class: "composer", novalidate: true },
      this.commands.node, this.attach.node, this.quote, this.chip, this.input,
      h("div", { class: "composer-line" }, field, this.sendButton),
    );
    this.#listen();
    this.relabel();
  }

  #button(action, name, type, symbol = action) {
    return h("button", { type, class: `round is-${action}`, "data-action": action, "aria-label": t(name), title: t(name) }, icon(symbol));
  }

  /** Say in whose name one writes here. */
  relabel() {
    const isCaption = this.#files.length > 0;
    const label = isCaption ? t("caption") : t("message");
    this.text.placeholder = label;
    this.text.setAttribute("aria-label", isCaption ? label : t("message_as", { name: this.phone.speakerName() }));
  }

  #listen() {
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.text.addEventListener("input", () => this.#typed());
    this.text.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("change", () => {
      this.take([...this.input.files], this.input.dataset.as);
      this.input.value = "";
    });
    this.text.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.take(files);
    });
  }

  #typed() {
    this.#grow();
    const { value } = this.text;
    const isCommand = /^\/\w*$/.test(value);
    if (isCommand) {
      const start = value.slice(1).toLowerCase();
      this.commands.open({ focus: false, filter: (item) => item.data.command.startsWith(start) })
        .then((count) => count === 0 && this.commands.close());
    } else this.commands.close();
  }

  #grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, HIGHEST)}px`;
    this.text.classList.toggle("is-tall", this.text.scrollHeight > HIGHEST);
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) this.#submit();
    else if (event.key === "Escape" && this.commands.isOpen()) this.commands.close();
    else if (event.key === "Escape" && this.#reply) this.replyTo(null);
    else if (["ArrowDown", "ArrowUp"].includes(event.key) && this.commands.isOpen()) this.commands.move(event.key === "ArrowUp" ? -1 : 1);
    else return;
    event.preventDefault();
  }

  /** Write under a message, or under none with null. */
  replyTo(view) {
    this.#reply = view;
    this.quote.hidden = view === null;
    if (view === null) return;
    this.quote.replaceChildren(
      icon("reply"),
      h("span", {}, h("b", {}, view.from.first_name), ` ${view.text.slice(0, 60)}`),
      h("button", { type: "button", class: "round is-small", "aria-label": t("no_reply"), onclick: () => this.replyTo(null) }, icon("close")),
    );
    this.text.focus();
  }

  /** Files that go with the next send, several as one album; without `as` only pictures go as photos. */
  take(files, as = files.every((file) => /^image\/(png|jpeg|gif)$/.test(file.type)) ? "photo" : "document") {
    if (files.length === 0) return;
    if (files.length > MOST_TOGETHER) toast(t("too_many_files", { count: MOST_TOGETHER }), this.phone.id);
    this.#files = files.slice(0, MOST_TOGETHER);
    this.#as = as;
    const [first, ...others] = this.#files;
    const whole = this.#files.reduce((sum, file) => sum + file.size, 0);
    this.chip.hidden = false;
    this.chip.replaceChildren(
      icon(as === "photo" ? "photo" : "file"),
      h("span", {}, h("b", {}, first.name), others.length ? ` +${others.length}` : "", ` ${size(whole)}`),
      h("button", { type: "button", class: "round is-small", "aria-label": t("remove_file"), onclick: () => this.#drop() }, icon("close")),
    );
    this.relabel();
    this.text.focus();
  }

  #drop() {
    this.#files = [];
    this.chip.hidden = true;
    this.relabel();
    this.text.focus();
  }

  async #submit() {
    this.commands.close();
    const text = this.text.value.trim();
    const files = this.#files;
    const as = this.#as;
    const reply = this.#reply;
    if (!text && files.length === 0) return;
    this.text.value = "";
    this.#grow();
    this.replyTo(null);
    if (files.length) this.#drop();
    const left = files.length ? await this.#sendFiles(files, as, text) : files;
    const isSent = files.length ? left.length === 0 : await this.phone.write(text, reply?.message_id);
    if (isSent) return;
    // Nothing that was written is lost with a refusal; the caption went with the first file.
    this.take(left, as);
    if (!this.text.value && left.length === files.length) this.text.value = text;
    this.#grow();
  }

  /** Send files in their order, several as one album; gives those that were not sent. */
  async #sendFiles(files, as, text) {
    const album = files.length > 1 ? Date.now().toString(36) : "";
    for (const [number, file] of files.entries()) {
      const caption = number === 0 ? text : "";
      if (!(await this.phone.sendFile({ file, as, caption, album }))) return files.slice(number);
    }
    return [];
  }

  async #commands() {
    const answer = await attempt(api.get(`/demo/people/${this.phone.speaker}/commands`, { chat: this.phone.id }), this.phone.id);
    return (answer?.commands ?? []).map(({ command, description }) => ({
      label: `/${command}`,
      detail: description,
      action: "command",
      data: { command },
      act: () => {
        this.text.value = "";
        this.phone.write(`/${command}`);
        this.text.focus();
      },
    }));
  }

  #attachments() {
    const choose = (as, accept) => () => {
      this.input.dataset.as = as;
      this.input.accept = accept;
      this.input.click();
    };
    return [
      { label: t("attach_document"), icon: "file", action: "attach-document", act: choose("document", "") },
      { label: t("attach_photo"), icon: "photo", action: "attach-photo", act: choose("photo", "image/png,image/jpeg,image/gif") },
      ...ODD_KINDS.map((kind) => ({
        label: t(`attach_${kind}`), icon: kind, action: `attach-${kind}`, act: () => this.phone.sendKind(kind),
      })),
    ];
  }
}

/** The text for who cannot write now, with the way out: `{node, update(person)}`. */
export function refusal(phone) {
  const button = h("button", { type: "button", class: "plain", "data-action": "unblock" }, t("unblock"));
  button.addEventListener("click", () => phone.block(false));
  const node = h("div", { class: "composer is-refused", hidden: true }, h("span", {}, t("is_blocked")), button);
  return { node, isFor: (id) => Boolean(store.owner(id)?.blocked) };
}
