// One customer's conversation: sends what they say until it has arrived, and hears what is said to them. Draws nothing.

import { Refused, Unreachable } from "./api.js";
import { Backoff } from "./backoff.js";
import { Live } from "./live.js";

const UNAUTHORIZED = 401;
const CONFLICT = 409;
// How often the other side is told, at most, that the customer types.
const TYPING_GAP_MS = 3000;
const ASSISTANT = { state: "assistant", agent: null };

export class Conversation {
  #api;
  #memory;
  #wish;
  #on;
  #live = null;
  #seen = new Set();
  #lastId = null;
  #sending = false;
  #backoff = new Backoff();
  #endings = new Backoff();
  #typedAt = 0;
  // Of what is being sent, by client_id. They do not outlive the page: nothing keeps files in a browser.
  #files = new Map();

  // `wish` is {language, customerJwt}; `on` has message, pending, sent, failed, state, typing, connected, busy and cleared.
  constructor(api, memory, wish, on) {
    this.#api = api;
    this.#memory = memory;
    this.#wish = wish;
    this.#on = on;
  }

  // Go on where the customer was before the page was left.
  async resume() {
    this.#endSignIn();
    this.#refuseStrangers();
    await this.#signIn();
    await this.#catchUp();
    for (const message of this.#memory.unsent) this.#on.pending(message);
    this.#listen();
    await this.#sendAll();
  }

  say(text) {
    this.#queue({ client_id: newId(), text });
  }

  press(button) {
    this.#queue({ client_id: newId(), button: button.token, title: button.title });
  }

  attach(file) {
    const message = { client_id: newId(), title: file.name, isFile: true };
    this.#files.set(message.client_id, file);
    this.#queue(message);
  }

  readFile(id) {
    return this.#api.readFile(this.#memory.conversation, id);
  }

  typing() {
    if (Date.now() - this.#typedAt < TYPING_GAP_MS) return;
    if (this.#live?.tell({ type: "typing" })) this.#typedAt = Date.now();
  }

  sendAgain(message) {
    this.#queue({ ...message, client_id: newId() });
  }

  startNew() {
    this.#leave();
    for (const message of this.#memory.unsent) this.#memory.dropUnsent(message.client_id);
  }

  // Where a person may answer who finds the customer gone; whether the server took it.
  async leaveEmail(email) {
    try {
      this.#on.state(await this.#api.leaveEmail(this.#memory.conversation, email));
      return true;
    } catch (error) {
      if (error instanceof Refused || error instanceof Unreachable) return false;
      throw error;
    }
  }

  // The customer logs out at the shop. It leaves the screen at once, and the server is told as soon as it can be reached.
  async signOut() {
    this.#memory.signOut(this.#wish.customerJwt);
    this.#wish.customerJwt = null;
    this.#leave();
    await this.#endSignIn();
  }

  async #endSignIn() {
    const ended = this.#memory.signedOut;
    if (!ended) return;
    try {
      if (ended.conversation || ended.customerJwt) await this.#api.signOut(ended.conversation, ended.customerJwt);
    } catch (error) {
      if (!(error instanceof Refused)) {
        this.#endings.later(() => this.#endSignIn());
        return;
      }
      // What the server does not know any more needs no end.
    }
    this.#memory.signedOut = null;
  }

  // Another page of this customer opened or left the conversation.
  async follow() {
    this.#hangUp();
    this.#seen.clear();
    await this.resume();
  }

  // The network is back, or somebody looks at the page.
  hurry() {
    if (!this.#memory.conversation) this.#on.connected(true);
    this.#live?.hurry();
    this.#catchUp();
    this.#sendAll();
  }

  offline() {
    this.#on.connected(false);
    this.#live?.drop();
  }

  hangUp() {
    this.#live?.stop();
    this.#live = null;
    this.#backoff.reset();
  }

  #queue(message) {
    this.#typedAt = 0;
    this.#memory.addUnsent(message);
    this.#on.pending(message);
    this.#sendAll();
  }

  // One after the other, so that nothing overtakes.
  async #sendAll() {
    if (this.#sending) return;
    this.#sending = true;
    this.#backoff.reset();
    try {
      for (let next = this.#memory.unsent[0]; next; next = this.#memory.unsent[0]) await this.#send(next);
      this.#on.busy(false);
    } catch (error) {
      this.#on.busy(false);
      if (!(error instanceof Unreachable)) throw error;
      this.#on.connected(false);
      this.#backoff.later(() => this.#sendAll());
    } finally {
      this.#sending = false;
    }
  }

  async #send(message) {
    this.#on.busy(true);
    try {
      const answer = await this.#deliver((conversation) => this.#post(conversation, message));
      this.#memory.dropUnsent(message.client_id);
      this.#on.sent(message);
      this.#take(answer);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#memory.dropUnsent(message.client_id);
      this.#on.failed(message);
    }
  }

  #post(conversation, { title, isFile, ...said }) {
    if (!isFile) return this.#api.send(conversation, said);
    const file = this.#files.get(said.client_id);
    if (!file) throw new Refused("a page that was left");
    return this.#api.sendFile(conversation, said.client_id, file);
  }

  async #deliver(post) {
    const known = this.#memory.conversation;
    if (known) {
      try {
        return await post(known);
      } catch (error) {
        if (error.status !== UNAUTHORIZED) throw error;
        this.#forget();
      }
    }
    return post(await this.#open());
  }

  async #open() {
    const { language, customerJwt } = this.#wish;
    const opened = await this.#api.open(language, customerJwt).catch((error) => {
      if (!customerJwt || error.status !== UNAUTHORIZED) throw error;
      // A page that was open for long: the customer can still talk, and prove who they are.
      console.warn("Firstline: the customer's token was refused; they are not signed in to the chat.");
      return this.#api.open(language, null);
    });
    const conversation = { id: opened.conversation_id, token: opened.token, customer: subjectOf(customerJwt) };
    this.#memory.conversation = conversation;
    this.#listen();
    return conversation;
  }

  async #catchUp() {
    const known = this.#memory.conversation;
    if (!known) return;
    try {
      this.#take(await this.#api.read(known, this.#lastId));
    } catch (error) {
      if (error instanceof Unreachable) this.#on.connected(false);
      else if (error.status === UNAUTHORIZED) this.#leave();
      else throw error;
    }
  }

  #take({ messages, ...state }) {
    this.#on.connected(true);
    for (const message of messages) this.#hear(message);
    this.#on.state(state);
  }

  #hear(message) {
    if (message.client_id) this.#memory.dropUnsent(message.client_id);
    if (this.#seen.has(message.id)) return;
    this.#seen.add(message.id);
    this.#lastId = message.id;
    this.#on.message(message);
  }

  #listen() {
    const known = this.#memory.conversation;
    if (!known || this.#live) return;
    this.#live = new Live(this.#api.liveAddress(known), () => ({ token: known.token, after: this.#lastId }), {
      news: (news) => this.#heard(news),
      // Where sockets are blocked this is how news arrives, more slowly.
      down: () => this.#catchUp(),
      refused: () => this.#leave(),
    });
  }

  #heard(news) {
    this.#on.connected(true);
    if (news.type === "message") this.#hear(news.message);
    else if (news.type === "state") this.#on.state(news);
    else if (news.type === "typing") this.#on.typing();
  }

  // On a shared computer the next person must not read what was said before.
  #refuseStrangers() {
    const known = this.#memory.conversation;
    if (known?.customer && known.customer !== subjectOf(this.#wish.customerJwt)) this.startNew();
  }

  // Whoever logs in at the shop in the middle of a conversation keeps it.
  async #signIn() {
    const known = this.#memory.conversation;
    const customer = subjectOf(this.#wish.customerJwt);
    if (!known || known.customer || !customer) return;
    try {
      await this.#api.signIn(known, this.#wish.customerJwt);
      this.#memory.conversation = { ...known, customer };
    } catch (error) {
      if (error.status === CONFLICT) this.startNew();
      else console.warn("Firstline: the customer is not signed in to the chat:", error.message);
    }
  }

  #leave() {
    this.#forget();
    this.#on.cleared();
  }

  // The server does not know this conversation any more; what is on the screen stays there.
  #forget() {
    this.#hangUp();
    this.#memory.forgetConversation();
    this.#on.state(ASSISTANT);
  }

  #hangUp() {
    this.hangUp();
    this.#lastId = null;
  }
}

// Whom a token names. Not a check of it, which is the server's: only to notice that somebody else is signed in now.
function subjectOf(jwt) {
  try {
    return JSON.parse(atob(jwt.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub;
  } catch {
    return null;
  }
}

// Unique without a server. Pages without TLS have no randomUUID.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
