// A customer's telephone, one for each platform. Text is only ever set as text.

const NAMES = { telegram: "Telegram", messenger: "Messenger", whatsapp: "WhatsApp", slack: "Slack", twilio: "SMS (Twilio)" };
const EVERY_MS = 500;

const [tabs, phone, writing, text, problem] = ["tabs", "phone", "writing", "text", "problem"].map((id) => document.getElementById(id));
let chosen = "telegram";
let shown = "";

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

for (const [name, title] of Object.entries(NAMES)) {
  const tab = element("button", { type: "button", role: "tab", "data-name": name, "aria-controls": "phone" }, title);
  tab.addEventListener("click", () => choose(name));
  tabs.append(tab);
}

function choose(name) {
  chosen = name;
  for (const tab of tabs.children) tab.setAttribute("aria-selected", tab.dataset.name === name);
  shown = "";
  look();
}

async function send(said) {
  const response = await fetch(`/phones/${chosen}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(said),
  }).catch(() => null);
  problem.textContent = response?.ok ? "" : "The shop did not take it: is it still starting?";
  look();
}

function draw(log) {
  phone.replaceChildren(
    ...log.flatMap(({ from, text: said, buttons }) => [
      element("p", { class: `said ${from}` }, said),
      ...(buttons.length ? [element("div", { class: "choices" }, ...buttons.map(choice))] : []),
    ]),
  );
  phone.lastElementChild?.scrollIntoView({ block: "nearest" });
}

function choice(title) {
  const button = element("button", { type: "button" }, title);
  button.addEventListener("click", () => send({ press: title }));
  return button;
}

async function look() {
  const response = await fetch("/phones").catch(() => null);
  if (!response?.ok) return;
  const log = (await response.json())[chosen];
  const seen = JSON.stringify(log);
  if (seen === shown) return;
  shown = seen;
  draw(log);
}

writing.addEventListener("submit", (event) => {
  event.preventDefault();
  send({ text: text.value });
  text.value = "";
});

choose(chosen);
setInterval(look, EVERY_MS);
