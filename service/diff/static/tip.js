// Exact words of a cell and the name behind a repaired form, on hover and on focus.
const tip = document.getElementById("tip");
let tipped = null;

// A tip is read, not walked through: its copy of a quote has no links.
function plainCopy(quote) {
  const copy = quote.cloneNode(true);
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  return copy;
}

function fillTip(link) {
  const target = document.getElementById(link.dataset.tip);
  tip.replaceChildren();
  if (link.dataset.canonical === undefined) {
    tip.append(...[...target.querySelectorAll("blockquote")].map(plainCopy));
    return;
  }
  const written = target.querySelector("del").cloneNode(true);
  const read = target.querySelector("ins").cloneNode(true);
  tip.append(written, " → ", read);
}

function showTip(event) {
  const link = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
  if (!link || link === tipped) {
    if (!link && !(event.target instanceof Element && event.target.closest("#tip"))) hideTip();
    return;
  }
  hideTip();
  fillTip(link);
  tip.hidden = false;
  const box = link.getClientRects()[0];
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(8, left) + scrollX}px`;
  tip.style.top = `${box.bottom + scrollY}px`;
  link.setAttribute("aria-describedby", "tip");
  tipped = link;
}

function hideTip() {
  if (tipped) tipped.removeAttribute("aria-describedby");
  tipped = null;
  tip.hidden = true;
}

function startTip() {
  document.addEventListener("mouseover", showTip);
  document.addEventListener("focusin", showTip);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideTip();
  });
}
