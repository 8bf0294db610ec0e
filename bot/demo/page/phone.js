/** One phone: whose it is, its chat, and what its person does. */

import * as api from "./api.js";
import { Composer, refusal } from "./composer.js";
import { welcome } from "./welcome.js";
import { icon } from "./icons.js";
import { Log } from "./log.js";
import { hue } from "./message.js";
import { sheet } from "./sheet.js";
import * as store from "./store.js";
import { attempt, h, toast } from "./ui.js";
import { number, t } from "./words.js";

/** The phone of a person, or the view of a group in which one writes as one of its members. */
export class Phone {
  #unread = 0;
  #pending = [];
  isNear = false;
  isInView = false;

  constructor(id) {
    this.id = id;
    const owner = store.owner(id);
    this.isGroup = "members" in owner;
    this.name = this.isGroup ? owner.title : owner.address || owner.name;
    this.speaker = this.isGroup ? this.#firstSpeaker(owner) : id;
    this.log = new Log(this);
    this.composer = new Composer(this);
    this.refusal = refusal(this);
    this.welcome = welcome(this);
    this.#build();
    this.update();
  }

  #firstSpeaker(group) {
    const kept = Number(store.stored(`speaker.${this.id}`));
    return group.members.includes(kept) ? kept : group.members[0];
  }

  #build() {
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true", "data-hue": hue(this.id) });
    this.title = h("h2", {});
    this.detail = h("p", { class: "owner-detail" });
    this.badge = h("span", { class: "badge", hidden: true });
    const more = h("button", { type: "button", class: "round", "data-action": "phone-menu",
      "aria-label": t("phone_menu", { name: this.name }), title: t("phone_menu", { name: this.name }) }, icon("more"));
    this.menu = sheet(more, () => this.#options(), { name: t("phone_menu", { name: this.name }) });
    this.status = h("p", { class: "status" });
    this.jump = h("button", { type: "button", class: "jump", "data-action": "jump", "aria-label": t("newest"), hidden: true },
      h("span", { class: "badge", hidden: true }), icon("down"));
    this.jump.addEventListener("click", () => {
      this.log.toEnd();
      this.log.node.focus({ preventScroll: true });
      this.#marks();
    });
    this.hint = h("p", { class: "off-hint", hidden: true }, icon("clock"), t("is_off"));
    this.speakers = this.isGroup ? this.#speakerChoice() : null;
    const body = h("div", { class: "chat" }, this.log.node, this.welcome.node, this.jump, h("div", { class: "toasts", role: "status" }));
    this.screen = h(
      "div",
      { class: "screen" },
      h("header", { class: "chat-bar" }, this.#face(), h("div", { class: "chat-name" }, this.chatTitle, this.status), this.speakers),
      body, this.hint, this.refusal.node, this.composer.node,
    );
    const label = t(this.isGroup ? "group_phone" : "phone_of", { name: this.name });
    this.node = h(
      "section",
      { class: this.isGroup ? "phone is-group" : "phone", "data-phone": this.id, "aria-label": label },
      h("div", { class: "owner" }, this.avatar, h("div", { class: "owner-name" }, this.title, this.detail), this.badge, more, this.menu.node),
      this.screen,
    );
    this.node.addEventListener("click", (event) => this.#clicked(event));
    this.#dropping();
  }

  #face() {
    this.chatTitle = h("strong", {});
    if (this.isGroup) return h("span", { class: "avatar", "aria-hidden": "true", "data-hue": hue(this.id) }, icon("group"));
    return h("span", { class: "avatar is-assistant", "aria-hidden": "true" }, icon("check"));
  }

  #speakerChoice() {
    const select = h("select", { "data-action": "speaker", "aria-label": t("speaker"), title: t("speaker") });
    select.addEventListener("change", () => {
      this.speaker = Number(select.value);
      store.keep(`speaker.${this.id}`, this.speaker);
      this.composer.relabel();
      this.log.draw();
    });
    return h("label", { class: "speaker" }, select);
  }

  #options() {
    const blocked = Boolean(store.owner(this.id)?.blocked);
    const block = { label: t(blocked ? "unblock" : "block"), icon: "block", action: blocked ? "unblock" : "block", act: () => this.block(!blocked) };
    return [
      { label: t("inspect_chat"), icon: "info", action: "inspect-chat", data: { chat: this.id } },
      ...(this.isGroup ? [] : [block]),
      { label: t("hide_phone"), icon: "hide", action: "hide-phone", act: () => store.toggle(this.id, false) },
    ];
  }

  #dropping() {
    const { screen } = this;
    screen.dataset.drop = t("drop_here");
    screen.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      screen.classList.add("is-target");
    });
    screen.addEventListener("dragleave", ({ relatedTarget }) => !screen.contains(relatedTarget) && screen.classList.remove("is-target"));
    screen.addEventListener("drop", (event) => {
      event.preventDefault();
      screen.classList.remove("is-target");
      this.composer.take([...event.dataTransfer.files]);
    });
  }

  #clicked(event) {
    const link = event.target.closest("a[data-url]");
    const command = event.target.closest(".log button[data-command]");
    const spoiler = event.target.closest(".spoiler");
    if (spoiler) spoiler.classList.add("is-open");
    if (command) this.write(command.dataset.command);
    if (link && isTelegram(link.dataset.url)) {
      event.preventDefault();
      this.open(link.dataset.url);
    }
  }

  /** Who writes and presses here. */
  speakerName() {
    const person = store.owner(this.speaker);
    return person?.address || person?.name || "";
  }

  /** Whether a message was written by who holds this phone. */
  isOwn(view) {
    return view.from.id === this.speaker;
  }

  /** Send a text; whether the server took it. */
  write(text, reply) {
    return this.#send(text, api.act({ do: "write", person: this.speaker, chat: this.id, text, ...(reply ? { reply_to: reply } : {}) }));
  }

  /** Send a file with a caption, alone or as one of an album. */
  sendFile({ file, as, caption, album }) {
    return this.#send(file.name, api.upload({ person: this.speaker, chat: this.id, as, caption, file, album }));
  }

  /** Send a message of another kind. */
  sendKind(kind) {
    return this.#send(t(`kind_${kind}`), api.act({ do: "kind", person: this.speaker, chat: this.id, kind }));
  }

  /** Follow a link to the bot. */
  open(url) {
    return this.#send(t("start"), api.act({ do: "open", person: this.speaker, url }));
  }

  /** Block or unblock the assistant. */
  block(blocked) {
    return attempt(api.act({ do: "block", person: this.id, blocked }), this.id);
  }

  async #send(text, call) {
    this.log.isFollowing = true;
    this.log.mark(null);
    const waits = { text, node: null };
    // Only what takes its time is announced; otherwise the message itself is there first.
    const timer = setTimeout(() => this.#announce(waits), 150);
    const answer = await attempt(call, this.id);
    clearTimeout(timer);
    this.#pending = this.#pending.filter((one) => one !== waits);
    this.log.pending(this.#pending.map((one) => one.node));
    return answer !== undefined;
  }

  #announce(waits) {
    waits.node = h("div", { class: "message is-own is-last is-pending" },
      h("div", { class: "line" }, h("div", { class: "bubble" },
        h("div", { class: "text" }, waits.text, h("span", { class: "meta" }, icon("clock"), h("span", { class: "hidden" }, t("sending")))))));
    this.#pending.push(waits);
    this.log.pending(this.#pending.map((one) => one.node));
  }

  /** Take back the announcement of a message that has arrived. */
  arrived(view) {
    const known = this.#pending.find((one) => view.from.id === this.speaker && (one.text === view.text || view.text.startsWith("/start")));
    if (known) this.#pending = this.#pending.filter((one) => one !== known);
    if (known) this.log.pending(this.#pending.map((one) => one.node));
  }

  /** Press a button of a message. */
  async press(view, button) {
    if (button.url) {
      if (isTelegram(button.url)) await this.open(button.url);
      else window.open(button.url, "_blank", "noopener,noreferrer");
      return;
    }
    if (button.callback_data === undefined) return;
    const done = store.pressing({ chat_id: this.id, message_id: view.message_id, data: button.callback_data });
    this.log.mark(null);
    const answer = await attempt(
      api.act({ do: "press", person: this.speaker, chat: this.id, message: view.message_id, data: button.callback_data, text: button.text }),
      this.id,
    );
    done(answer?.callback_query_id);
  }

  /** Write under a message. */
  replyTo(view) {
    this.composer.replyTo(view);
  }

  /** Show a message of this chat. */
  goTo(id) {
    this.log.goTo(id);
  }

  /** The reader scrolled to the end or away from it. */
  moved() {
    this.#marks();
  }

  /** What the assistant answered to a press: a line, or a window that must be closed. */
  answered({ text, show_alert: isAlert }) {
    if (!text) return;
    if (!isAlert) {
      toast(text, this.id);
      return;
    }
    const back = document.activeElement;
    const close = h("button", { type: "button", class: "plain", "data-action": "close-alert" }, t("ok"));
    const box = h("div", { class: "alert", role: "alertdialog", "aria-label": t("assistant") }, h("div", {}, h("p", {}, text), close));
    const end = () => {
      box.remove();
      if (back?.isConnected) back.focus({ preventScroll: true });
    };
    close.addEventListener("click", end);
    box.addEventListener("keydown", ({ key }) => key === "Escape" && end());
    this.screen.querySelector(".alert")?.remove();
    this.screen.append(box);
    // Whoever works in another phone is not torn away from it.
    if (this.node.contains(back)) close.focus();
  }

  /** Draw everything that differs. */
  update() {
    const owner = store.owner(this.id);
    if (!owner) return;
    const state = store.get();
    const chat = store.chat(this.id);
    this.#ownerLine(owner);
    const isEmpty = store.messages(this.id).isLoaded && store.messages(this.id).list.length === 0;
    this.chatTitle.textContent = this.isGroup ? owner.title : state.bot?.name ?? t("assistant");
    this.#statusLine(owner, chat, state.product);
    this.hint.hidden = state.product.alive || Boolean(owner.blocked);
    this.refusal.node.hidden = !this.refusal.isFor(this.id);
    this.composer.node.hidden = !this.refusal.node.hidden || (isEmpty && !this.isGroup);
    this.welcome.update(isEmpty);
    this.#news(chat);
    this.log.draw();
    this.#marks();
  }

  #ownerLine(owner) {
    this.title.textContent = this.name;
    const school = this.isGroup ? owner.members.map((id) => store.owner(id)?.name).join(", ") : owner.school;
    this.detail.textContent = [this.isGroup ? null : owner.role, school].filter(Boolean).join(" · ");
    if (this.isGroup) this.avatar.replaceChildren(icon("group"));
    else this.avatar.textContent = owner.name.slice(0, 1);
    if (this.speakers) this.#fillSpeakers(owner);
  }

  #fillSpeakers(group) {
    const select = this.speakers.firstChild;
    const wanted = group.members.map((id) => [String(id), store.owner(id)?.name ?? String(id)]);
    if (select.options.length !== wanted.length) {
      select.replaceChildren(...wanted.map(([value, name]) => h("option", { value }, name)));
    }
    select.value = String(this.speaker);
  }

  #statusLine(owner, chat, product) {
    let [name, text] = ["online", t("online")];
    if (this.isGroup) [name, text] = ["group", t("members", { count: owner.members.length })];
    if (!product.alive) [name, text] = ["off", t("off")];
    if (owner.blocked) [name, text] = ["blocked", t("blocked")];
    if (chat?.typing) [name, text] = ["typing", t("typing")];
    this.status.dataset.status = name;
    this.status.textContent = text;
  }

  #news(chat) {
    const unread = chat?.unread ?? 0;
    if (unread > 0 && this.#unread === 0 && (!this.isReading() || this.log.markId)) {
      const fromBot = store.messages(this.id).list.filter((view) => view.from_bot && view.kind !== "service");
      this.log.mark(fromBot.at(-unread)?.message_id ?? null);
    }
    this.#unread = unread;
    if (unread > 0 && this.isReading()) store.markRead(this.id);
  }

  /** Whether the newest message is before somebody's eyes. */
  isReading() {
    return this.isInView && this.log.isFollowing && document.visibilityState === "visible";
  }

  #marks() {
    const unread = store.chat(this.id)?.unread ?? 0;
    const label = unread > 99 ? "99+" : number(unread);
    for (const badge of [this.badge, this.jump.firstChild]) {
      badge.hidden = unread === 0;
      badge.textContent = label;
      badge.setAttribute("aria-label", t("unread", { count: unread }));
      badge.setAttribute("role", "img");
    }
    this.jump.hidden = this.log.isFollowing;
    if (unread > 0 && this.isReading()) store.markRead(this.id);
  }

  /** A soft light on the phone in which something new has come. */
  shine() {
    this.node.classList.remove("has-news");
    void this.node.offsetWidth;
    this.node.classList.add("has-news");
  }
}

const isTelegram = (url) => /^(https?:\/\/(www\.)?(t|telegram)\.me\/|tg:)/i.test(url);
