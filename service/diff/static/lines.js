// Lines between aligned words, drawn in the gap between the two texts.
const SVG = "http://www.w3.org/2000/svg";

function draw(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return parent.appendChild(node);
}

// Heights of the middle of the first line of each claim, by the findings that it belongs to:
// one look at a whole column, since a look for each finding would lay the page out anew.
function heights(column, top) {
  const found = new Map();
  for (const start of column.querySelectorAll("[data-start]")) {
    const box = start.getClientRects()[0];
    const y = box ? box.top + box.height / 2 - top : 0;
    for (const key of start.dataset.start.split(" ")) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(y);
    }
  }
  return found;
}

function curve(from, start, to, end) {
  const middle = (from + to) / 2;
  return `M${from},${start} C${middle},${start} ${middle},${end} ${to},${end}`;
}

function drawFinding(finding, ends, canvas) {
  const { left, right, from, to, shift } = ends;
  const group = draw("g", { class: finding.dataset.label, "data-f": finding.id }, canvas);
  const sign = finding.querySelector(".sign").textContent;
  for (const start of left) {
    for (const end of right) draw("path", { d: curve(from, start + shift, to, end + shift) }, group);
  }
  const stub = Math.min(18, (to - from) / 4);
  if (!right.length) for (const y of left) drawSign(group, from, from + stub, y, sign);
  if (!left.length) for (const y of right) drawSign(group, to, to - stub, y, sign);
  if (left.length && right.length && finding.dataset.label !== "agree") {
    drawSign(group, null, (from + to) / 2, (left[0] + right[0]) / 2 + shift, sign);
  }
}

function drawSign(group, from, x, y, sign) {
  if (from !== null) draw("path", { d: `M${from},${y} L${x},${y}` }, group);
  draw("circle", { cx: x, cy: y, r: 8 }, group);
  draw("text", { x, y }, group).textContent = sign;
}

function drawPair(pair) {
  const svg = pair.querySelector(".lines");
  svg.replaceChildren();
  const [first, second] = pair.querySelectorAll(".original");
  const box = svg.getBoundingClientRect();
  if (!box.width || first.getBoundingClientRect().right > second.getBoundingClientRect().left) return;
  const from = first.getBoundingClientRect().right - box.left + 6;
  const to = second.getBoundingClientRect().left - box.left - 6;
  const [lefts, rights] = [heights(first, box.top), heights(second, box.top)];
  const canvas = document.createDocumentFragment();
  for (const [index, finding] of pair.querySelectorAll(".finding:not([hidden])").entries()) {
    const shift = ((index % 3) - 1) * 4; // claims on one line of text keep lines of their own
    const [left, right] = [lefts.get(finding.id) || [], rights.get(finding.id) || []];
    drawFinding(finding, { left, right, from, to, shift }, canvas);
  }
  svg.append(canvas);
}

// On a narrow screen the aligned findings come before the whole texts.
function orderParts(narrow) {
  for (const parts of document.querySelectorAll(".parts")) {
    const [texts, list] = [parts.querySelector(".texts"), parts.querySelector(".list")];
    parts.append(...(narrow ? [list, texts] : [texts, list]));
  }
}

function drawAll() {
  const bar = document.getElementById("bar");
  document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
  document.querySelectorAll(".pair").forEach(drawPair);
}

function startLines() {
  const narrow = matchMedia("(max-width: 48rem)");
  narrow.addEventListener("change", () => orderParts(narrow.matches));
  orderParts(narrow.matches);
  const watch = new ResizeObserver(drawAll);
  for (const columns of document.querySelectorAll(".columns, #bar")) watch.observe(columns);
  document.addEventListener("page-changed", drawAll);
  document.addEventListener("toggle", drawAll, true);
  drawAll();
}
