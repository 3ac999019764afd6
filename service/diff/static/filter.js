// Which findings and rows are shown: all, only what differs, or one label.
let shown = "all";

function isShown(item) {
  const label = item.dataset.label;
  if (shown === "all") return true;
  if (shown === "differs") return "differs" in item.dataset;
  return label === shown || label.startsWith(shown + "-");
}

function setFilter(choice) {
  shown = choice;
  for (const button of document.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === choice));
  }
  const labels = new Map();
  for (const item of document.querySelectorAll("[data-label]")) {
    item.hidden = !isShown(item);
    labels.set(item.id, !item.hidden);
  }
  for (const segment of document.querySelectorAll(".seg")) {
    const keys = segment.dataset.f.split(" ");
    segment.classList.toggle("off", !keys.some((key) => labels.get(key)));
  }
  tellShown();
  document.dispatchEvent(new CustomEvent("page-changed"));
}

function tellShown() {
  const listed = document.querySelector(".row") ? ".row" : ".finding";
  const all = document.querySelectorAll(listed);
  const left = [...all].filter((item) => !item.hidden).length;
  document.querySelector(".shown").textContent = `${left}/${all.length} ${say("shown")}`;
}

function startFilter() {
  for (const button of document.querySelectorAll("[data-show]")) {
    button.disabled = false;
    button.addEventListener("click", () => setFilter(button.dataset.show));
  }
  tellShown();
}
