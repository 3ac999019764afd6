// Which findings and rows are shown: all, only what differs, or one label; then those of one
// speaker, and those that are sure enough.
let shown = "all";

function chosen(what) {
  const field = document.querySelector(`[data-narrow="${what}"]`);
  return field ? field.value : "";
}

function isWanted(item) {
  const speaker = chosen("speaker");
  const speakers = (item.dataset.speakers || "").split("\n");
  if (speaker && "speakers" in item.dataset && !speakers.includes(speaker)) return false;
  return !("sure" in item.dataset) || Number(item.dataset.sure) >= Number(chosen("sure") || 0);
}

function isShown(item) {
  if (!isWanted(item)) return false;
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
  for (const mark of document.querySelectorAll(".heat rect")) {
    mark.classList.toggle("off", !labels.get(mark.dataset.f));
  }
  for (const segment of document.querySelectorAll(".seg")) {
    const keys = segment.dataset.f.split(" ");
    segment.classList.toggle("off", !keys.some((key) => labels.get(key)));
  }
  tellShown();
  document.dispatchEvent(new CustomEvent("page-changed"));
}

function showAll() {
  for (const field of document.querySelectorAll("[data-narrow]")) field.selectedIndex = 0;
  setFilter("all");
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
  for (const field of document.querySelectorAll("[data-narrow]")) {
    field.disabled = false;
    field.addEventListener("change", () => setFilter(shown));
  }
  tellShown();
}
