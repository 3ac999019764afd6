// Paper cannot be opened: everything closed is printed open, and closed again afterwards.
let opened = [];

function startPrint() {
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const part of opened) part.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
}
