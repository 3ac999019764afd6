// The desk's single keys. Each presses a link or button that is on the page, so that whatever a
// key does can be done without it. The dialog switches them off for good (WCAG 2.1.4).
(() => {
  const STORED = "contraste-review-keys";
  const help = document.getElementById("review-help");
  const on = document.getElementById("keys-on");

  function isTyping(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
    return event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  }

  function find(attribute, key) {
    return [...document.querySelectorAll(`[${attribute}]`)].find(
      (item) => item.getAttribute(attribute).split(" ").includes(key) && item.getClientRects().length,
    );
  }

  function remember() {
    try {
      localStorage.setItem(STORED, on.checked ? "on" : "off");
    } catch {
      // Without storage the choice holds for this page.
    }
    tellKeys();
  }

  function recall() {
    try {
      on.checked = localStorage.getItem(STORED) !== "off";
    } catch {
      on.checked = true;
    }
    tellKeys();
  }

  // Keys that do nothing are not shown on buttons.
  function tellKeys() {
    document.body.classList.toggle("no-keys", !on.checked);
  }

  function press(event) {
    if (event.key === "Escape" && event.target.matches("textarea")) return event.target.blur();
    if (!on.checked || event.repeat || help.open || isTyping(event)) return;
    const field = find("data-focus", event.key);
    const target = event.key === "?" ? null : find("data-keys", event.key);
    if (!field && !target && event.key !== "?") return;
    event.preventDefault();
    if (field) field.focus();
    else if (target) target.click();
    else help.showModal();
  }

  for (const opener of document.querySelectorAll("[data-help]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => help.showModal());
  }
  help.querySelector("[data-close]").addEventListener("click", () => help.close());
  on.addEventListener("change", remember);
  recall();
  document.addEventListener("keydown", press);

  // One answer for one press: a second one would find itself too late.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "yes";
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
  });
})();
