// Words, findings and lines that belong together light up together.
function findingsAt(node) {
  const near = node instanceof Element ? node.closest("[data-f], [data-head]") : null;
  const keys = near ? near.dataset.f || near.dataset.head : "";
  return keys ? keys.split(" ") : [];
}

function light(keys) {
  for (const node of document.querySelectorAll(".lit")) node.classList.remove("lit");
  for (const key of keys) {
    const together = `[data-f~="${key}"], [data-head~="${key}"]`;
    for (const node of document.querySelectorAll(together)) node.classList.add("lit");
  }
  for (const lines of document.querySelectorAll(".lines")) {
    lines.classList.toggle("some", lines.querySelector(".lit") !== null);
  }
}

// A link into a closed pair or row opens it first.
function reveal(target) {
  for (let node = target; node; node = node.parentElement) {
    if (node instanceof HTMLDetailsElement) node.open = true;
    if (node.classList.contains("opened") && node.hidden) toggleRow(node.previousElementSibling);
  }
  if (target.hidden) setFilter("all");
}

function follow(event) {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target || link.classList.contains("toggle")) return;
  reveal(target);
  requestAnimationFrame(() => target.focus());
}

function startLinks() {
  document.addEventListener("mouseover", (event) => light(findingsAt(event.target)));
  document.addEventListener("focusin", (event) => light(findingsAt(event.target)));
  document.addEventListener("click", follow);
}
