// What was said, in order; the choices that are open; and what is still on its way.

import { element, linked } from "./dom.js";
import { fileNode } from "./files.js";

// So close to the end the reader follows the talk; further up they read what was said before.
const NEAR_END_PX = 120;
const TYPING_LASTS_MS = 6000;
// What stands in place of words where a message is a file alone.
const FILE_ALONE = /^\[\w+\]$/;

export class Log {
  #texts;
  #clock;
  #on;
  #typing;
  #typingEnds;
  #pending = new Map();
  #newest = "";
  #isThinning = false;
  #follows = true;

  // `on` has choose(button), start(text), again(message) and readFile(id).
  constructor(texts, language, on) {
    this.#texts = texts;
    this.#clock = new Intl.DateTimeFormat(regional(language), { hour: "numeric", minute: "2-digit" });
    this.#on = on;
    this.#typing = element("div", { class: "typing", hidden: true, role: "img", "aria-label": texts.typing }, ...dots());
    this.list = element("div", { class: "messages", role: "log", "aria-live": "polite", "aria-label": texts.log, tabindex: "0" });
    this.list.addEventListener("scroll", () => (this.#follows = this.#isNearEnd()));
    // When a banner or a keyboard takes room, the end stays in sight.
    new ResizeObserver(() => this.#follow()).observe(this.list);
    this.clear();
  }

  clear() {
    this.#pending.clear();
    this.#newest = "";
    const welcome = this.#bubble({ sender: "assistant", text: this.#texts.welcome });
    const starters = ["start_order", "start_return", "start_human"].map((name) => ({ title: this.#texts[name] }));
    this.list.replaceChildren(welcome, this.#choices(starters, (starter) => this.#on.start(starter.title)), this.#typing);
  }

  add(message) {
    const own = this.#pending.get(message.client_id);
    if (own) {
      // The answer may have come before the receipt: its choices stay.
      this.#pending.delete(message.client_id);
      own.replaceWith(this.#bubble(message));
      this.#thinOutTimes();
      return;
    }
    if (message.sender === "customer") this.#closeChoices();
    this.#insert(this.#bubble(message), this.#laterThan(message.at));
    this.#thinOutTimes();
    if (message.buttons.length) this.#insert(this.#choices(message.buttons, this.#on.choose));
    this.typing(false);
  }

  addPending(message) {
    this.#closeChoices();
    if (this.#pending.has(message.client_id)) return;
    const bubble = this.#bubble({ sender: "customer", text: message.text ?? message.title });
    bubble.classList.add("pending");
    bubble.append(element("span", { class: "fate" }, this.#texts.sending));
    this.#pending.set(message.client_id, bubble);
    this.#insert(bubble);
    this.scrollToEnd();
  }

  // It has arrived, also if the server's copy of it comes later.
  settle(message) {
    const bubble = this.#pending.get(message.client_id);
    bubble?.classList.remove("pending");
    bubble?.querySelector(".fate")?.remove();
  }

  fail(message) {
    const bubble = this.#pending.get(message.client_id);
    if (!bubble) return;
    this.#pending.delete(message.client_id);
    bubble.classList.replace("pending", "failed");
    const fate = bubble.querySelector(".fate");
    fate.replaceChildren(this.#texts.not_sent);
    // A choice that was refused is spent; text may be sent again.
    if (message.text) fate.append(" ", element("button", { type: "button", onclick: () => this.#again(bubble, message) }, this.#texts.try_again));
  }

  typing(isTyping, who = this.#texts.typing) {
    clearTimeout(this.#typingEnds);
    this.#typing.setAttribute("aria-label", who);
    this.#typing.hidden = !isTyping;
    this.#follow();
  }

  // Told again and again while it lasts; nobody tells that it ended.
  typesNow(who) {
    this.typing(true, who);
    this.#typingEnds = setTimeout(() => this.typing(false), TYPING_LASTS_MS);
  }

  scrollToEnd() {
    this.#follows = true;
    this.list.scrollTop = this.list.scrollHeight;
  }

  #again(bubble, message) {
    bubble.remove();
    this.#on.again(message);
  }

  #bubble({ id, sender, text, at, files = [] }) {
    const who = { customer: this.#texts.you, assistant: this.#texts.assistant, agent: this.#texts.team }[sender];
    const bubble = element("div", { class: `message ${sender}`, "data-id": id, "data-at": at });
    if (who) bubble.append(element("span", { class: "unseen" }, `${who}: `));
    if (!files.length || !FILE_ALONE.test(text)) bubble.append(element("p", { dir: "auto" }, ...linked(text)));
    bubble.append(...files.map((file) => fileNode(file, this.#on.readFile, this.#texts.file, () => this.#follow())));
    if (at) bubble.append(element("time", { datetime: at }, this.#clock.format(new Date(at))));
    return bubble;
  }

  #choices(buttons, choose) {
    const nodes = buttons.map((button) => element("button", { type: "button", onclick: () => choose(button) }, button.title));
    return element("div", { class: "choices", role: "group" }, ...nodes);
  }

  #closeChoices() {
    for (const choices of this.list.querySelectorAll(".choices")) choices.remove();
  }

  // Only what another page of the same customer sent arrives late.
  #laterThan(at) {
    if (at >= this.#newest) {
      this.#newest = at;
      return undefined;
    }
    return [...this.list.querySelectorAll("[data-at]")].find((node) => node.dataset.at > at);
  }

  // Of messages of the same minute the last one shows the time. Once for all messages that arrive together.
  #thinOutTimes() {
    if (this.#isThinning) return;
    this.#isThinning = true;
    queueMicrotask(() => {
      const times = [...this.list.querySelectorAll("time")];
      for (const [index, time] of times.entries()) time.hidden = time.textContent === times[index + 1]?.textContent;
      this.#isThinning = false;
    });
  }

  #insert(node, before = this.#typing) {
    before.before(node);
    this.#follow();
  }

  #follow() {
    if (this.#follows) this.scrollToEnd();
  }

  #isNearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_END_PX;
  }
}

function dots() {
  return [1, 2, 3].map(() => element("i"));
}

// The customer's own way of writing the time, where it is one of the language: 14:30 in en-GB, 2:30 PM in en-US.
function regional(language) {
  return navigator.languages.find((known) => known.split("-")[0] === language) ?? language;
}
