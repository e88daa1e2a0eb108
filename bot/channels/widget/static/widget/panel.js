// The chat's window: who answers, what was said, where to write.

import { Address } from "./address.js";
import { Composer } from "./composer.js";
import { element, icon } from "./dom.js";
import { Log } from "./log.js";

export class Panel {
  #texts;
  #agent;
  #status;
  #banner;
  #sure;
  #address;

  // `on` has say(text), typing(), choose(button), again(message), readFile(id), renew(), leaveEmail(email) and close().
  constructor({ title, texts, language }, on) {
    this.#texts = texts;
    this.log = new Log(texts, language, { choose: on.choose, start: on.say, again: on.again, readFile: on.readFile });
    this.composer = new Composer(texts, on.say, on.typing, on.attach);
    this.#address = new Address(texts, on.leaveEmail);
    this.#status = element("p", { class: "status", role: "status" });
    this.#banner = element("p", { class: "banner", role: "status", hidden: true }, texts.connection_lost);
    this.#sure = this.#question(on.renew);
    this.node = element(
      "section",
      { class: "panel", id: "panel", role: "dialog", "aria-label": title, tabindex: "-1", hidden: true },
      element(
        "div",
        { class: "head" },
        element("span", { class: "mark" }, icon("chat")),
        element("div", { class: "who" }, element("h2", {}, title), this.#status),
        this.#tool("renew", texts.new_conversation, () => this.#ask(true)),
        this.#tool("down", texts.close, on.close),
      ),
      this.#sure,
      this.#banner,
      this.log.list,
      this.#address.node,
      this.composer.form,
    );
    this.show({ state: "assistant", agent: null });
  }

  show({ state, agent, email_wanted: isEmailWanted = false }) {
    this.#address.show(isEmailWanted, state === "waiting");
    this.#agent = agent ?? this.#texts.team;
    const sentence = this.#texts[`state_${state}`].replace("{agent}", this.#agent);
    this.node.dataset.state = state;
    if (this.#status.textContent !== sentence) this.#status.textContent = sentence;
  }

  agentTypes() {
    this.log.typesNow(this.#texts.agent_typing.replace("{agent}", this.#agent));
  }

  connected(isConnected) {
    this.#banner.hidden = isConnected;
  }

  focus() {
    // On a touch screen the keyboard would cover what was said.
    if (matchMedia("(pointer: fine)").matches) this.composer.field.focus();
    else this.node.focus();
  }

  #tool(name, label, onclick) {
    return element("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick }, icon(name));
  }

  #question(renew) {
    const yes = () => {
      this.#ask(false);
      renew();
    };
    return element(
      "div",
      { class: "sure", role: "group", hidden: true },
      element("p", {}, this.#texts.new_conversation_sure),
      element("button", { type: "button", onclick: yes }, this.#texts.new_conversation_yes),
      element("button", { type: "button", onclick: () => this.#ask(false) }, this.#texts.new_conversation_no),
    );
  }

  #ask(isAsking) {
    this.#sure.hidden = !isAsking;
    if (isAsking) this.#sure.querySelector("button").focus();
    else this.focus();
  }
}
