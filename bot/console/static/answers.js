// Replies that need no typing: suggestions to press, canned ones behind a slash.

export function startAnswers() {
  const text = document.getElementById("text");
  if (!text) return;
  const list = () => document.getElementById("canned");
  const fitting = () => [...list().querySelectorAll("[data-insert]:not([hidden])")];
  const isOpen = () => !list().hidden;
  const chosen = () => fitting().find((option) => option.ariaSelected === "true");

  const choose = (option) => {
    for (const other of list().children) other.ariaSelected = String(other === option);
    if (option) text.setAttribute("aria-activedescendant", option.id);
    else text.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const show = (isShown) => {
    list().hidden = !isShown;
    document.getElementById("answers").dataset.open = isShown ? "yes" : "no";
    if (!isShown) choose(null);
  };
  const find = () => {
    const words = /^\/(\S*)$/.exec(text.value)?.[1].toLowerCase();
    if (words === undefined) return show(false);
    for (const option of list().querySelectorAll("[data-insert]")) {
      option.hidden = !option.dataset.shortcut.includes(words) && !option.dataset.insert.toLowerCase().includes(words);
    }
    list().querySelector(".empty").hidden = fitting().length > 0;
    show(true);
    choose(fitting()[0]);
  };
  const insert = (option) => {
    text.value = option.dataset.insert;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  };

  text.addEventListener("input", find);
  // Ahead of the composer, whose Enter would send the shortcut.
  text.addEventListener("keydown", (event) => {
    if (!isOpen() || event.isComposing) return;
    const act = KEYS[event.key];
    if (!act) return;
    const options = fitting();
    const at = options.indexOf(chosen());
    if (act === "take" && at < 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (act === "take") insert(options[at]);
    else if (act === "leave") show(false);
    else choose(options.at((at + act + options.length) % options.length));
  });
  document.getElementById("composer").addEventListener("click", (event) => {
    const option = event.target.closest("[data-insert]");
    if (option) insert(option);
  });
}

const KEYS = { ArrowDown: 1, ArrowUp: -1, Enter: "take", Tab: "take", Escape: "leave" };
