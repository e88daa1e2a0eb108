// One key for what agents do most; none while something is typed, nor for agents who want none.

export function startKeys() {
  if (document.body.dataset.singleKeys === "yes") document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]), textarea, select")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.id === "text") document.getElementById("log").focus();
  });
}

// As parts/keys.html lists them.
const KEYS = {
  "?": () => document.getElementById("keys").togglePopover(),
  "/": () => document.getElementById("seek").focus(),
  q: () => document.getElementById("list-queue").click(),
  m: () => document.getElementById("list-mine").click(),
  d: () => document.getElementById("list-to-do").click(),
  j: () => step(1),
  k: () => step(-1),
  t: take,
  r: () => write("reply"),
  n: () => write("note"),
  g: () => document.getElementById("to-give")?.click(),
  b: () => document.getElementById("to-handing-back")?.click(),
  c: () => document.getElementById("to-closing")?.click(),
  l: () => document.getElementById("log")?.focus(),
  i: showCustomer,
};

// The conversation of the row that has the focus, else the open one.
function take() {
  const row = document.activeElement.closest("#rows > li");
  (row?.querySelector("button") ?? document.getElementById("take"))?.click();
}

function showCustomer() {
  const customer = document.getElementById("aside");
  if (!customer) return;
  // On a narrow screen it stands behind its address.
  location.hash = "aside";
  customer.focus();
}

function step(by) {
  const links = [...document.querySelectorAll("#rows a")];
  const here = links.findIndex((link) => link.closest("li").contains(document.activeElement));
  const from = here >= 0 ? here : links.findIndex((link) => link.getAttribute("aria-current") === "true");
  links[Math.max(0, Math.min(links.length - 1, from + by))]?.focus();
}

function write(kind) {
  const radio = document.querySelector(`#composer input[value=${kind}]`);
  if (!radio || radio.disabled) return;
  radio.checked = true;
  document.getElementById("text").focus();
}
