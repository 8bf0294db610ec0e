/** The language of the page and whether it is light or dark; both are remembered by this browser. */

import { icon } from "./icons.js";
import * as store from "./store.js";
import { attempt, h } from "./ui.js";
import { t } from "./words.js";

const THEMES = ["system", "light", "dark"];

let theme = THEMES.includes(store.stored("theme")) ? store.stored("theme") : "system";

function wear() {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

wear();

/** The button that changes the language; it is written in the other one. */
export function languageButton() {
  const other = store.get().language === "id" ? "en" : "id";
  const name = other === "en" ? "English" : "Bahasa Indonesia";
  return h(
    "button",
    {
      type: "button",
      class: "bar-button is-short",
      "data-action": "language",
      lang: other,
      "aria-label": `${other.toUpperCase()}, ${name}`,
      title: name,
      onclick: () => attempt(store.setLanguage(other)),
    },
    h("b", { class: "icon is-letters" }, other.toUpperCase()),
    h("span", {}, name),
  );
}

/** The button that goes from the device's choice to light to dark. */
export function themeButton() {
  const button = h("button", { type: "button", class: "bar-button is-short", "data-action": "theme" });
  const show = () => {
    const label = t("tool_theme", { name: t(`theme_${theme}`) });
    button.replaceChildren(icon(theme), h("span", {}, label));
    button.title = label;
    button.setAttribute("aria-label", label);
  };
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    store.keep("theme", theme);
    wear();
    show();
  });
  show();
  return button;
}
