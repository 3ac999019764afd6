// The interface language: every word stands in an element with data-t, the words of all
// languages in the page's catalogue.
const words = JSON.parse(document.getElementById("catalogue").textContent);

function say(key) {
  return words[document.documentElement.lang][key];
}

function setLanguage(language) {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-t]")) {
    node.textContent = say(node.dataset.t);
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }
  document.dispatchEvent(new CustomEvent("page-changed"));
}

// The desk's own pages come in one language; its switch asks the server.
function startLanguage() {
  const tongues = document.querySelector(".languages");
  if (!tongues) return;
  tongues.hidden = false;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => setLanguage(button.dataset.language));
  }
}
