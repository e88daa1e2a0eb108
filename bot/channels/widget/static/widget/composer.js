// Where the customer writes.

import { element, icon } from "./dom.js";

// The server refuses more.
const MAX_CHARS = 4000;
// What keyboards show and browsers offer to fill in, by what the assistant expects.
const KEYBOARDS = {
  email: { inputmode: "email", autocomplete: "email", autocapitalize: "off" },
  full_name: { autocomplete: "name", autocapitalize: "words" },
  postcode: { autocomplete: "postal-code", autocapitalize: "characters" },
  phone: { inputmode: "tel", autocomplete: "tel" },
  address: { autocomplete: "street-address", autocapitalize: "words" },
  order_number: { autocapitalize: "characters" },
  rating: { inputmode: "numeric" },
};
// What the server keeps.
const FILES = "image/jpeg,image/png,image/gif,image/webp,application/pdf";
const PLAIN = { inputmode: "text", autocomplete: "off", autocapitalize: "sentences" };

export class Composer {
  #say;

  // `typing` is called at every change that leaves something to send.
  constructor(texts, say, typing, attach) {
    this.#say = say;
    const chosen = element("input", { type: "file", accept: FILES, hidden: true, onchange: () => this.#attach(chosen, attach) });
    const clip = element("button", { type: "button", class: "attach", "aria-label": texts.attach, title: texts.attach, onclick: () => chosen.click() }, icon("attach"));
    this.field = element("textarea", {
      rows: "1",
      maxlength: MAX_CHARS,
      placeholder: texts.placeholder,
      "aria-label": texts.placeholder,
      enterkeyhint: "send",
      oninput: () => {
        this.#fit();
        if (!this.button.disabled) typing();
      },
      onkeydown: (event) => this.#press(event),
    });
    this.button = element("button", { type: "submit", class: "send", "aria-label": texts.send, title: texts.send }, icon("send"));
    this.form = element("form", { class: "composer", novalidate: true, onsubmit: (event) => this.#submit(event) }, clip, chosen, this.field, this.button);
    this.expect(null);
    this.#fit();
  }

  expect(what) {
    for (const [name, value] of Object.entries({ ...PLAIN, ...KEYBOARDS[what] })) this.field.setAttribute(name, value);
  }

  #attach(chosen, attach) {
    for (const file of chosen.files) attach(file);
    // So that the same file can be chosen again.
    chosen.value = "";
    this.field.focus();
  }

  #press(event) {
    // While a word is being composed (Chinese, Japanese, Korean), Enter chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.#fit();
    this.field.focus();
    this.#say(text);
  }

  #fit() {
    this.button.disabled = !this.field.value.trim();
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }
}
