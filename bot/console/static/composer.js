// The reply box: sends without leaving the page, one thing after the other, and keeps what is half typed, whatever happens.

import { startAttaching } from "./attach.js";
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
  const attached = startAttaching(form, () => kinds.value);
  // What was sent and has not arrived yet is kept with what is typed meanwhile.
  const underWay = [];
  const changed = () => { draft.save(kinds.value, joined([...underWay, text.value])); fit(); };
  const back = (said) => {
    text.value = joined([said.get("text"), text.value]);
    if (said.get("kind") === "note") note.checked = true;
    attached.restore(said.get("file"));
  };

  let queue = Promise.resolve();
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = new FormData(form);
    // What is chosen for the customer waits beside a note.
    if (kinds.value === "note") said.delete("file");
    if (!text.value.trim() && !attached.has(said)) return;
    underWay.push(said.get("text"));
    text.value = "";
    if (said.has("file")) attached.clear();
    changed();
    queue = queue.then(async () => {
      form.ariaBusy = "true";
      const refusal = await send(form, said);
      form.ariaBusy = null;
      say(refusal);
      underWay.shift();
      if (refusal) back(said);
      changed();
      await refresh();
    });
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
async function send(form, body) {
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-CSRF-Token": form.elements.csrf.value } });
    if (answer.ok) return "";
    if (answer.status === 401) location.reload();
    return `Not sent. ${(await answer.text()) || "Try again."}`;
  } catch {
    return "Not sent: there is no connection. Your text is kept.";
  }
}

function joined(texts) {
  return texts.filter(Boolean).join("\n");
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
