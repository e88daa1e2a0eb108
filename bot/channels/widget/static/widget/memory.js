// What is kept over a reload, for one server: the conversation's key, what is still to be sent, and what was read.
// Where a browser forbids storage everything works, until the page is left.

export class Memory {
  #prefix;
  #fallback = new Map();

  constructor(server) {
    this.#prefix = `firstline:${new URL(server).origin}:`;
  }

  // The name under which other pages of this customer see the conversation change.
  get conversationKey() { return `${this.#prefix}conversation`; }

  get conversation() { return this.#read("conversation"); }
  set conversation(value) { this.#write("conversation", value); }

  get lastRead() { return this.#read("read"); }
  set lastRead(id) { this.#write("read", id); }

  // Who logged out, until the server has been told.
  get signedOut() { return this.#read("signed-out"); }
  set signedOut(value) { this.#write("signed-out", value); }

  // For this visit only: nobody wants yesterday's chat in front of the shop.
  get isOpen() { return this.#read("open", "sessionStorage") ?? false; }
  set isOpen(value) { this.#write("open", value, "sessionStorage"); }

  // Read anew for every change: the customer may have several pages open.
  get unsent() { return this.#read("unsent") ?? []; }
  addUnsent(message) { this.#write("unsent", [...this.unsent, message]); }
  dropUnsent(clientId) { this.#write("unsent", this.unsent.filter((one) => one.client_id !== clientId)); }

  forgetConversation() {
    this.conversation = null;
    this.lastRead = null;
  }

  signOut(customerJwt) {
    this.signedOut = { conversation: this.conversation, customerJwt };
    this.forgetConversation();
    this.#write("unsent", []);
  }

  #read(name, store = "localStorage") {
    try {
      return JSON.parse(window[store].getItem(this.#prefix + name));
    } catch {
      return this.#fallback.get(name) ?? null;
    }
  }

  #write(name, value, store = "localStorage") {
    this.#fallback.set(name, value);
    try {
      window[store].setItem(this.#prefix + name, JSON.stringify(value));
    } catch {
      // Kept in the fallback alone.
    }
  }
}
