// Names by keys: j and k walk, y and n ask what would change and then decide, u undoes.
// All of it can be done by links and forms; the keys can be switched off (WCAG 2.1.4).

const stops = () => [...document.querySelectorAll("[data-stop]")];
const current = () => document.activeElement.closest("[data-stop]");
const preview = () => document.querySelector("[data-preview]");

function step(by) {
  const all = stops();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  go(all[Math.min(Math.max(next, 0), all.length - 1)]);
}

function go(stop) {
  stop.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest" });
}

// The first press shows what would change; the second one, on what is shown, decides.
function say(verdict) {
  const open = preview();
  if (open && open.dataset.preview === verdict) return open.querySelector("[data-confirm]")?.click();
  const stop = current() || stops()[0];
  if (!stop) return;
  go(stop);
  stop.querySelector(`[data-verdict=${verdict}]`)?.click();
}

function undo() {
  const open = preview();
  if (open && open.dataset.preview === "undo") return open.querySelector("[data-confirm]")?.click();
  document.querySelector("[data-undo]")?.click();
}

function close() {
  const open = preview();
  if (!open) return;
  const stop = open.closest("[data-stop]");
  open.remove();
  if (stop) go(stop);
}

function isTyping(event) {
  const written = /^(TEXTAREA|SELECT)$/.test(event.target.tagName)
    || (event.target.tagName === "INPUT" && event.target.type !== "checkbox");
  return event.ctrlKey || event.metaKey || event.altKey || written;
}

function startKeys() {
  const help = document.getElementById("help");
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    y: () => say("same"),
    n: () => say("different"),
    u: undo,
    "?": () => help.showModal(),
  };
  const opener = document.querySelector("[data-help]");
  opener.hidden = false;
  opener.addEventListener("click", actions["?"]);
  help.querySelector("[data-close]").addEventListener("click", () => help.close());
  document.addEventListener("keydown", (event) => {
    if (help.open) return;
    if (event.key === "Escape") return close();
    if (document.body.dataset.singleKeys === "off" || isTyping(event) || !(event.key in actions)) return;
    event.preventDefault();
    actions[event.key]();
  });
}

// One preview at a time, and the button that decides has the focus once it is there.
document.addEventListener("htmx:beforeSwap", () => preview()?.remove());
document.addEventListener("htmx:afterSwap", () => {
  preview()?.querySelector("[data-confirm], [data-cancel]")?.focus();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-stop] [data-cancel]")) return;
  event.preventDefault();
  close();
});

startKeys();
// After a decision the next proposal is at hand.
if (new URLSearchParams(location.search).has("done")) stops()[0]?.focus({ preventScroll: true });
