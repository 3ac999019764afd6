// What every page does beyond its links and forms.

// A form that takes its time says so, and is sent once.
function tellBusy(form) {
  form.addEventListener("submit", (event) => {
    const button = form.querySelector("button[type=submit]");
    if (button.getAttribute("aria-disabled") === "true") return event.preventDefault();
    button.setAttribute("aria-disabled", "true");
    form.querySelector("[role=status]").textContent = form.dataset.busy;
  });
}

// A page that comes back from the browser's memory may be sent again.
function wake() {
  for (const button of document.querySelectorAll("[aria-disabled=true]")) button.removeAttribute("aria-disabled");
  for (const status of document.querySelectorAll(".busy")) status.textContent = "";
}

// Single keys on or off is kept for all pages (WCAG 2.1.4); scripts look at the body's mark.
function keepSingleKeys(box) {
  const state = box.checked ? "on" : "off";
  document.body.dataset.singleKeys = state;
  fetch("/single-keys", { method: "POST", body: new URLSearchParams({ state }), redirect: "manual" });
}

// On a phone the places are one line: where one is stands in sight, whatever was before it.
function showPlace() {
  const line = document.querySelector(".frame nav ul");
  const place = line && line.querySelector("[aria-current]");
  if (place) line.scrollLeft = place.offsetLeft - line.offsetLeft - (line.clientWidth - place.offsetWidth) / 2;
}

document.addEventListener("change", (event) => {
  if (event.target.id === "keys-on") keepSingleKeys(event.target);
});
document.querySelectorAll("form[data-busy]").forEach(tellBusy);
window.addEventListener("pageshow", wake);
showPlace();
