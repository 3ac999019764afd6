// The matrix of a story: rows open in place, single keys walk them (WCAG 2.1.4: they can be off).
const grid = document.querySelector(".grid");
const ROWS_A_FRAME = 10;

function toggles(within = [grid]) {
  return within.flatMap((part) => [...part.querySelectorAll(".toggle")]);
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

function prepare(rows) {
  for (const toggle of toggles(rows)) toggle.setAttribute("aria-expanded", "false");
}

// A page of rows at once takes longer than a frame, so some come with each. They come last, since
// a browser styles all rows anew when one comes before another. The link that brought them goes:
// the reader goes on at the first of them.
async function bring(link) {
  const asked = { headers: { "HX-Request": "true" }, redirect: "manual" };
  const answer = await fetch(link.href, asked).catch(() => null);
  if (!answer?.ok) return location.assign(link.href);
  const page = document.createElement("template");
  page.innerHTML = await answer.text();
  if (!link.isConnected) return;
  const rows = [...page.content.children];
  const first = rows[0].querySelector(".toggle");
  link.closest(".more").remove();
  const add = () => {
    const some = rows.splice(0, ROWS_A_FRAME);
    grid.querySelector("table").append(...some);
    prepare(some);
    if (rows.length) requestAnimationFrame(add);
  };
  add();
  first.focus();
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
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest(".opened")) return;
    const link = event.target.closest(".more a");
    const row = event.target.closest(".row");
    if (!link && !row) return;
    event.preventDefault();
    if (link) bring(link);
    else turn(row.querySelector(".toggle"));
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
