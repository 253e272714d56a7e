// Keys of the public pages. Everything works without this file: it only shortens the way.
"use strict";

(() => {
  const field = document.querySelector("[data-search]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = document.activeElement;
    if (at && (at.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName))) return;
    const elsewhere = document.querySelector("[data-search-page]");
    if (!field && !elsewhere) return;
    event.preventDefault();
    if (field) {
      field.focus();
      field.select();
    } else {
      location.assign(elsewhere.href + "#q");
    }
  });

  // "/documents#q" comes from the key on a reading page.
  if (field && location.hash === "#" + field.id) field.focus();

  for (const shown of document.querySelectorAll(".by-key")) shown.hidden = false;
  const print = document.querySelector("[data-print]");
  if (print) print.addEventListener("click", () => window.print());
})();
