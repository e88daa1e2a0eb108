// The reply box: sends without leaving the page, and keeps what is half typed, whatever happens.

import { REFRESHED } from "./refresh.js";

export function startComposer(refresh) {
  const form = document.getElementById("composer");
  if (!form) return;
  const { text, kind: kinds } = form.elements;
  const reply = [...kinds].find((radio) => radio.value === "reply");
  const note = [...kinds].find((radio) => radio.value === "note");
  const draft = new Draft(document.getElementById("main").dataset.conversation);

  // Another agent's conversation takes notes only. A note never turns into a reply unasked: it would go to the customer.
  // Only who has just taken the conversation, and has typed nothing yet, means to reply.
  const ownedByMe = () => document.getElementById("head").dataset.mine === "yes";
  let wasMine = ownedByMe();
  const followOwner = () => {
    const isMine = ownedByMe();
    reply.disabled = !isMine;
    if (!isMine) note.checked = true;
    else if (!wasMine && !text.value) reply.checked = true;
    wasMine = isMine;
  };

  const restored = draft.load();
  if (restored) {
    text.value = restored.text;
    (restored.kind === "reply" && !reply.disabled ? reply : note).checked = true;
  }
  const fit = () => { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 2}px`; };
  const changed = () => { draft.save(kinds.value, text.value); fit(); };

  form.addEventListener("input", changed);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!text.value.trim() || form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const refusal = await send(form);
    form.ariaBusy = null;
    say(refusal);
    if (!refusal) {
      text.value = "";
      changed();
    }
    await refresh();
  });
  text.addEventListener("keydown", (event) => {
    // While a word is composed (Japanese, say), Enter ends the word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  document.addEventListener(REFRESHED, followOwner);
  const log = document.getElementById("log");
  log.scrollTop = log.scrollHeight;
  fit();
}

// Returns why it was not sent, or nothing.
async function send(form) {
  const body = new URLSearchParams(new FormData(form));
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-CSRF-Token": form.elements.csrf.value } });
    if (answer.ok) return "";
    if (answer.status === 401) location.reload();
    return `Not sent. ${(await answer.text()) || "Try again."}`;
  } catch {
    return "Not sent: there is no connection. Your text is kept.";
  }
}

function say(sentence) {
  const notice = document.getElementById("notice");
  notice.textContent = sentence;
  notice.hidden = !sentence;
}

// What is half typed in one conversation, kept in this tab until it is sent.
class Draft {
  constructor(conversation) {
    this.key = `draft:${conversation}`;
  }

  load() {
    return JSON.parse(sessionStorage.getItem(this.key));
  }

  save(kind, text) {
    if (text) sessionStorage.setItem(this.key, JSON.stringify({ kind, text }));
    else sessionStorage.removeItem(this.key);
  }
}
