// The matrix of a story: rows open in place, single keys walk them (WCAG 2.1.4: they can be off).
const grid = document.querySelector(".grid");

function toggles() {
  return [...grid.querySelectorAll(".toggle")];
}

// A row's detail comes once; what was opened is only hidden afterwards.
async function turn(toggle) {
  const detail = toggle.closest("tbody").querySelector(".opened");
  const isOpen = toggle.getAttribute("aria-expanded") === "true";
  toggle.setAttribute("aria-expanded", String(!isOpen));
  detail.hidden = isOpen;
  const cell = detail.firstElementChild;
  if (isOpen || cell.firstElementChild) return;
  const inner = cell.appendChild(document.createElement("div"));
  inner.className = "inner";
  inner.setAttribute("aria-live", "polite");
  await htmx.ajax("GET", toggle.getAttribute("href"), { source: inner, target: inner, swap: "innerHTML" });
  if (!inner.firstElementChild) location.assign(toggle.href);
}

function prepare() {
  for (const toggle of toggles()) if (!toggle.hasAttribute("aria-expanded")) toggle.setAttribute("aria-expanded", "false");
}

function step(by) {
  const all = toggles();
  const at = all.findIndex((toggle) => toggle.closest("tbody").contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  const stop = all[Math.min(Math.max(next, 0), all.length - 1)];
  if (stop) stop.focus();
}

function startRows() {
  prepare();
  grid.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest(".opened, .more")) return;
    const row = event.target.closest(".row");
    if (!row) return;
    event.preventDefault();
    turn(row.querySelector(".toggle"));
  });
  // The link that brought more rows is gone: the reader goes on at the first new one.
  let known = toggles().length;
  document.body.addEventListener("htmx:afterSettle", () => {
    const all = toggles();
    if (all.length === known) return;
    prepare();
    all[known].focus();
    known = all.length;
  });
}

function startKeys() {
  const help = document.getElementById("help");
  const on = document.getElementById("keys-on");
  const actions = { j: () => step(1), k: () => step(-1), "?": () => help.showModal() };
  const opener = document.querySelector("[data-help]");
  opener.hidden = false;
  opener.addEventListener("click", actions["?"]);
  help.querySelector("[data-close]").addEventListener("click", () => help.close());
  document.addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (!on.checked || help.open || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.key in actions)) return;
    event.preventDefault();
    actions[event.key]();
  });
}

if (grid) {
  startRows();
  startKeys();
}
