// Where the answer of a person may be sent, for who cannot wait for it.

import { element } from "./dom.js";

export class Address {
  #texts;
  #leave;
  #field;
  #note;
  #form;

  // `leave(email)` promises whether the server took it.
  constructor(texts, leave) {
    this.#texts = texts;
    this.#leave = leave;
    this.#field = element("input", { type: "email", required: true, maxlength: "254", autocomplete: "email", "aria-label": texts.email_label, placeholder: texts.email_label });
    this.#note = element("p", { role: "status" }, texts.email_ask);
    this.#form = element(
      "form",
      { novalidate: true, onsubmit: (event) => this.#submit(event) },
      this.#field,
      element("button", { type: "submit" }, texts.email_leave),
    );
    this.node = element("div", { class: "address", hidden: true }, this.#note, this.#form);
  }

  // Once it was left, the thanks stay until somebody answers.
  show(isWanted, isWaiting) {
    if (isWanted) this.#ask();
    this.node.hidden = !(isWanted || (isWaiting && this.#form.hidden));
  }

  #ask() {
    if (!this.#form.hidden) return;
    this.#form.hidden = false;
    this.#note.textContent = this.#texts.email_ask;
  }

  async #submit(event) {
    event.preventDefault();
    const email = this.#field.value.trim();
    const isTaken = this.#field.checkValidity() && (await this.#leave(email));
    this.#form.hidden = isTaken;
    this.node.hidden = false;
    this.#note.textContent = isTaken ? this.#texts.email_noted.replace("{email}", email) : this.#texts.email_wrong;
  }
}
