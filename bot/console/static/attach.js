// One file beside the reply: chosen, pasted or dropped, shown by its name, and taken off again.

export function startAttaching(form, kind) {
  const input = form.elements.file;
  const line = document.getElementById("attached");
  const show = () => {
    const [file] = input.files;
    line.hidden = !file;
    line.querySelector("span").textContent = file ? `${file.name} (${Math.ceil(file.size / 1024)} kB)` : "";
  };
  const put = (file) => {
    if (!file?.name || kind() !== "reply") return;
    const chosen = new DataTransfer();
    chosen.items.add(file);
    input.files = chosen.files;
    show();
  };
  const clear = () => { input.value = ""; show(); };

  input.addEventListener("change", show);
  line.querySelector("button").addEventListener("click", () => { clear(); form.elements.text.focus(); });
  form.addEventListener("paste", (event) => put(event.clipboardData.files[0]));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    put(event.dataTransfer.files[0]);
  });
  return { clear, restore: put, has: (said) => Boolean(said.get("file")?.name) };
}
