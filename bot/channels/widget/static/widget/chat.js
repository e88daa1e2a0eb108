// <firstline-chat>: the launcher and its panel, joined to one conversation.
// Attributes: data-language, data-title, data-customer-jwt, data-accent (a CSS colour), data-position ("left" or "right").

import { Api, Unreachable, fetchText } from "./api.js";
import { Backoff } from "./backoff.js";
import { readableOn } from "./colour.js";
import { Conversation } from "./conversation.js";
import { element, icon } from "./dom.js";
import { Memory } from "./memory.js";
import { Panel } from "./panel.js";

const SERVER = new URL("..", import.meta.url).href;
const MANY = 9;

class FirstlineChat extends HTMLElement {
  #memory = new Memory(SERVER);
  #conversation;
  #panel;
  #launcher;
  #badge;
  #texts;
  #state = "assistant";
  #messages = [];
  #listeners = new AbortController();
  #backoff = new Backoff();

  connectedCallback() {
    if (this.#conversation) this.#start();
    else this.#load();
  }

  disconnectedCallback() {
    this.#backoff.reset();
    this.#listeners.abort();
    this.#conversation?.hangUp();
  }

  get #language() {
    return this.dataset.language ?? document.documentElement.lang;
  }

  get #wish() {
    return { language: this.#language, customerJwt: this.dataset.customerJwt };
  }

  get #isOpen() {
    return !this.#panel.node.hidden;
  }

  open() {
    this.#show(true);
    this.#panel.log.scrollToEnd();
    this.#panel.focus();
  }

  close() {
    this.#show(false);
    this.#launcher.focus();
  }

  // For the shop's own page, when its customer logs out.
  async signOut() {
    const { customerJwt } = this.dataset;
    delete this.dataset.customerJwt;
    if (this.#conversation) await this.#conversation.signOut();
    else this.#memory.signOut(customerJwt);
  }

  async #load() {
    const api = new Api(SERVER);
    try {
      const [style, words] = await Promise.all([styleSheet(), api.texts(this.#language)]);
      this.#build(style, words);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.#backoff.later(() => this.#load());
      return;
    }
    this.#conversation = new Conversation(api, this.#memory, this.#wish, this.#handlers());
    if (this.isConnected) this.#start();
  }

  #start() {
    this.#watch();
    this.#conversation.resume();
  }

  #build(style, { language, shop, texts }) {
    this.#texts = texts;
    this.#panel = new Panel(
      { title: this.dataset.title ?? shop, texts, language },
      {
        say: (text) => this.#conversation.say(text),
        typing: () => this.#conversation.typing(),
        attach: (file) => this.#conversation.attach(file),
        choose: (button) => this.#choose(button),
        again: (message) => this.#conversation.sendAgain(message),
        readFile: (id) => this.#conversation.readFile(id),
        renew: () => this.#conversation.startNew(),
        leaveEmail: (email) => this.#conversation.leaveEmail(email),
        close: () => this.close(),
      },
    );
    this.#badge = element("span", { class: "badge", hidden: true });
    this.#launcher = element(
      "button",
      { type: "button", class: "launcher", "aria-controls": "panel", onclick: () => (this.#isOpen ? this.close() : this.open()) },
      icon("chat"),
      icon("down"),
      this.#badge,
    );
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    root.append(this.#panel.node, this.#launcher);
    this.#paint();
    this.#show(this.#memory.isOpen && !isPhone());
  }

  #handlers() {
    return {
      message: (message) => this.#add(message),
      pending: (message) => this.#panel.log.addPending(message),
      sent: (message) => this.#panel.log.settle(message),
      failed: (message) => this.#panel.log.fail(message),
      busy: (isBusy) => this.#panel.log.typing(isBusy && this.#state === "assistant"),
      typing: () => this.#panel.agentTypes(),
      connected: (isConnected) => this.#panel.connected(isConnected),
      cleared: () => this.#clear(),
      state: (state) => {
        this.#state = state.state;
        this.#panel.show(state);
      },
    };
  }

  #choose(button) {
    this.#conversation.press(button);
    this.#panel.focus();
  }

  #add(message) {
    this.#messages.push(message);
    this.#panel.log.add(message);
    if (message.sender !== "customer") this.#panel.composer.expect(message.expects);
    this.#count();
  }

  #clear() {
    this.#messages = [];
    this.#panel.log.clear();
    this.#panel.composer.expect(null);
    this.#count();
  }

  #show(isOpen) {
    this.#panel.node.hidden = !isOpen;
    this.#memory.isOpen = isOpen;
    this.#launcher.setAttribute("aria-expanded", isOpen);
    this.#count();
  }

  // What was said while the customer looked elsewhere stands on the launcher.
  #count() {
    if (this.#isOpen && !document.hidden && this.#messages.length) this.#memory.lastRead = this.#messages.at(-1).id;
    const read = this.#messages.findIndex(({ id }) => id === this.#memory.lastRead);
    const unread = this.#messages.slice(read + 1).filter(({ sender }) => sender !== "customer").length;
    this.#badge.hidden = unread === 0;
    this.#badge.textContent = unread > MANY ? `${MANY}+` : unread;
    const label = this.#isOpen ? this.#texts.close : this.#texts.open;
    this.#launcher.setAttribute("aria-label", unread ? `${label} (${this.#texts.unread.replace("{count}", unread)})` : label);
  }

  #paint() {
    const { accent, position } = this.dataset;
    if (position === "left") this.classList.add("left");
    if (!accent || !CSS.supports("color", accent)) return;
    this.style.setProperty("--accent", accent);
    this.style.setProperty("--on-accent", readableOn(accent));
  }

  #watch() {
    this.#listeners = new AbortController();
    const { signal } = this.#listeners;
    const listen = (target, event, handler) => target.addEventListener(event, handler, { signal });
    listen(window, "online", () => this.#conversation.hurry());
    listen(window, "offline", () => this.#conversation.offline());
    listen(window, "storage", ({ key }) => key === this.#memory.conversationKey && this.#follow());
    listen(document, "visibilitychange", () => this.#look());
    listen(this.#panel.node, "keydown", ({ key }) => key === "Escape" && this.close());
    // The on-screen keyboard covers part of a phone's page; the panel keeps to the rest.
    if (window.visualViewport) listen(visualViewport, "resize", () => this.style.setProperty("--seen", `${visualViewport.height}px`));
  }

  #follow() {
    this.#clear();
    this.#conversation.follow();
  }

  #look() {
    if (document.hidden) return;
    this.#count();
    this.#conversation.hurry();
  }
}

// Fetched and adopted, not linked: a page that forbids foreign and inline styles allows it all the same.
async function styleSheet() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await fetchText(new URL("chat.css", import.meta.url)));
  return sheet;
}

function isPhone() {
  return matchMedia("(max-width: 480px)").matches;
}

if (!customElements.get("firstline-chat")) customElements.define("firstline-chat", FirstlineChat);
