// One key for what agents do most; none while something is typed.

export function startKeys() {
  document.addEventListener("keydown", (event) => {
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

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  r: () => write("reply"),
  n: () => write("note"),
  c: () => document.getElementById("to-closing")?.click(),
  b: () => document.getElementById("to-handing-back")?.click(),
  g: () => document.getElementById("to-give")?.click(),
  "/": () => document.getElementById("seek").focus(),
};

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
