// Single keys, which the help dialog can switch off (WCAG 2.1.4).
function stops() {
  return [...document.querySelectorAll("[data-stop]")].filter((stop) => stop.getClientRects().length);
}

function step(by) {
  const all = stops();
  if (!all.length) return;
  const at = all.findIndex((stop) => stop.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  const stop = all[Math.min(Math.max(next, 0), all.length - 1)];
  stop.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest" });
}

function isTyping(event) {
  return event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
}

function startKeys() {
  const help = document.getElementById("help");
  const on = document.getElementById("keys-on");
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    f: () => setFilter(shown === "all" ? "differs" : "all"),
    "?": () => help.showModal(),
  };
  const opener = document.querySelector("[data-help]");
  opener.hidden = false;
  opener.addEventListener("click", actions["?"]);
  help.querySelector("[data-close]").addEventListener("click", () => help.close());
  document.addEventListener("keydown", (event) => {
    if (!on.checked || help.open || isTyping(event) || !(event.key in actions)) return;
    event.preventDefault();
    actions[event.key]();
  });
}
