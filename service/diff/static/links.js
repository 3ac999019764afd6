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
  if (target.hidden) showAll();
}

function follow(event) {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!target || link.classList.contains("toggle")) return;
  reveal(target);
  requestAnimationFrame(() => target.focus());
}

// A mark of the strip leads to its finding.
function jump(event) {
  const mark = event.target.closest(".heat rect");
  const finding = mark && document.getElementById(mark.dataset.f);
  if (!finding) return;
  reveal(finding);
  finding.focus({ preventScroll: true });
  const words = document.querySelector(`.original [data-start~="${finding.id}"]`);
  (words || finding).scrollIntoView({ block: "center" });
}

function startLinks() {
  document.addEventListener("click", jump);
  document.addEventListener("mouseover", (event) => light(findingsAt(event.target)));
  document.addEventListener("focusin", (event) => light(findingsAt(event.target)));
  document.addEventListener("click", follow);
}
