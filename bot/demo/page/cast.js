/** The dialog of phones: which are shown, the links, and new teachers and schools. */

import * as api from "./api.js";
import { icon } from "./icons.js";
import { copy, field, openDialog, renew, select } from "./dialogs.js";
import * as store from "./store.js";
import { h } from "./ui.js";
import { t } from "./words.js";

/** Open the dialog of phones. */
export function openCast() {
  let end = () => {};
  const dialog = openDialog({
    name: "phones",
    title: t("cast_title"),
    isWide: true,
    build: (opened) => {
      const shown = h("div", { class: "switches" });
      const links = h("div", { class: "links" });
      const teacher = teacherForm(opened);
      const update = () => {
        const { people, groups, links: all } = store.get();
        renew(shown, [people, groups, store.get().shown], () => [...people.map(personSwitch), ...groups.map(groupSwitch)]);
        renew(links, [all, people.map((one) => one.address)], () => all.map((link) => linkRow(link, opened)));
        teacher.update();
      };
      update();
      end = store.subscribe(update);
      return h(
        "div",
        { class: "stack" },
        h(
          "div",
          { class: "columns" },
          h("section", {}, h("h3", {}, t("cast_shown")), shown),
          h("div", {}, teacher.node, schoolForm(opened)),
        ),
        h("section", { class: "all-links" }, h("h3", {}, t("cast_links")), h("p", { class: "quiet" }, t("cast_links_note")), links),
      );
    },
  });
  dialog.node.addEventListener("close", end);
}

function chooser(id, name, about) {
  const box = h("input", {
    type: "checkbox",
    "data-action": "show-phone",
    "data-person": id,
    "data-key": `show-${id}`,
    checked: store.get().shown.includes(id),
  });
  box.addEventListener("change", () => store.toggle(id, box.checked));
  return h("label", { class: "switch" }, box, h("span", {}, name, h("small", {}, about)));
}

function personSwitch({ id, address, name, role, school }) {
  const about = [role || t("cast_new"), school].filter(Boolean).join(" · ");
  return chooser(id, address || name, withUnread(id, about));
}

function groupSwitch({ id, title }) {
  return chooser(id, title, withUnread(id, t("cast_group")));
}

function withUnread(id, about) {
  const unread = store.chat(id)?.unread ?? 0;
  return unread > 0 ? `${about} · ${t("cast_unread", { count: unread })}` : about;
}

function linkRow({ url, label, name }, dialog) {
  const { people } = store.get();
  const address = h("input", { type: "text", readonly: true, value: url, "data-key": `url-${name}` });
  const who = select(
    people.map((one) => [String(one.id), one.address || one.name]),
    undefined,
    { "data-action": "link-person", "data-key": `who-${name}`, "aria-label": `${t("cast_open_as")}: ${label}` },
  );
  const open = async () => {
    const person = store.owner(Number(who.value));
    try {
      await api.act({ do: "open", person: person.id, url });
      store.toggle(person.id, true);
      dialog.say(t("cast_opened", { name: person.address || person.name }));
    } catch (problem) {
      dialog.say(t("failed", { reason: problem.message }));
    }
  };
  const copied = async () => dialog.say((await copy(url)) ? t("cast_copied") : t("failed", { reason: "" }));
  return h(
    "div",
    { class: "link", "data-link": name },
    field(label, address),
    h(
      "div",
      { class: "row" },
      h("button", { type: "button", "data-action": "copy-link", "data-key": `copy-${name}`, "aria-label": `${t("copy")}: ${label}`, onclick: copied }, icon("copy"), t("copy")),
      h("span", { class: "pair" }, who, h("button", { type: "button", "data-action": "open-link", "data-key": `open-${name}`, "aria-label": `${t("cast_open")}: ${label}`, onclick: open }, t("cast_open"))),
    ),
  );
}

/** The schools that there are. */
const schools = () => store.get().schools ?? [];

function teacherForm(dialog) {
  const name = h("input", { type: "text", autocomplete: "off", maxlength: "60", "data-action": "teacher-name" });
  const school = h("select", { "data-action": "teacher-school" });
  const submit = async (event) => {
    event.preventDefault();
    await add(dialog, [[name, "cast_name"]], "/demo/people", { name: name.value.trim(), school: school.value || null });
  };
  const update = () => {
    const chosen = school.value;
    const options = [...schools().map((one) => [one.npsn, one.name]), ["", t("cast_no_school")]];
    if (renew(school, options, () => options.map(([value, label]) => h("option", { value }, label))) && chosen) school.value = chosen;
  };
  const node = h(
    "form",
    { class: "stack", novalidate: true, onsubmit: submit },
    h("h3", {}, t("cast_teacher_title")),
    h("p", { class: "quiet" }, t("cast_teacher_note")),
    field(t("cast_name"), name),
    field(t("cast_school"), school),
    h("div", {}, h("button", { "data-action": "add-teacher" }, t("cast_add_teacher"))),
  );
  return { node, update };
}

function schoolForm(dialog) {
  const name = h("input", { type: "text", autocomplete: "off", maxlength: "80", placeholder: "SDN Contoh 2", "data-action": "school-name" });
  const principal = h("input", { type: "text", autocomplete: "off", maxlength: "60", "data-action": "school-principal" });
  const submit = async (event) => {
    event.preventDefault();
    const body = { name: name.value.trim(), principal: principal.value.trim() };
    await add(dialog, [[name, "cast_school_name"], [principal, "cast_principal"]], "/demo/schools", body);
  };
  return h(
    "form",
    { class: "stack", novalidate: true, onsubmit: submit },
    h("h3", {}, t("cast_school_title")),
    h("p", { class: "quiet" }, t("cast_school_note")),
    field(t("cast_school_name"), name),
    field(t("cast_principal"), principal),
    h("div", {}, h("button", { "data-action": "add-school" }, t("cast_add_school"))),
  );
}

async function add(dialog, fields, path, body) {
  const missing = fields.find(([control]) => control.value.trim() === "");
  if (missing) {
    dialog.say(t("cast_missing", { field: t(missing[1]) }));
    missing[0].focus();
    return;
  }
  try {
    const made = await api.post(path, body);
    dialog.say(t("cast_added", { name: body.name }));
    for (const [control] of fields) control.value = "";
    await store.refresh();
    store.reveal(made.id ?? made.person);
  } catch (problem) {
    dialog.say(t("failed", { reason: problem.message }));
  }
}
