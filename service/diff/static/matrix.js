// A row of the matrix opens the exact words and the reasons behind it.
function toggleRow(row) {
  const toggle = row.querySelector(".toggle");
  const opened = row.nextElementSibling;
  opened.hidden = !opened.hidden;
  toggle.setAttribute("aria-expanded", String(!opened.hidden));
}

function startMatrix() {
  for (const toggle of document.querySelectorAll(".toggle")) {
    const row = toggle.closest("tr");
    toggle.setAttribute("role", "button");
    toggle.setAttribute("aria-expanded", "true");
    toggle.setAttribute("aria-controls", row.nextElementSibling.id);
    toggleRow(row);
    toggle.addEventListener("click", (event) => {
      event.preventDefault();
      toggleRow(row);
    });
    toggle.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggleRow(row);
    });
  }
}
