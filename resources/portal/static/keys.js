// Keys of the public pages. Everything works without this file: it only shortens the way.
"use strict";

(() => {
  const field = document.querySelector("[data-search]");
  const back = document.querySelector("[data-search-page]");
  const searchPage = back && back.href;

  // What was looked for in this tab, so that the way back from a document leads to its answers. A browser that keeps
  // nothing for a site throws; the link then leads to the whole list, as it does without this file.
  try {
    if (field && field.id === "q") sessionStorage.setItem("asked", location.search);
    else if (field) sessionStorage.removeItem("asked");
    else if (back && sessionStorage.getItem("asked")) {
      back.href += sessionStorage.getItem("asked");
      back.textContent = "返回查找结果";
    }
  } catch (refused) {
    console.debug(refused.name);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const at = document.activeElement;
    if (at && (at.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName))) return;
    if (!field && !back) return;
    event.preventDefault();
    if (field) {
      field.focus();
      field.select();
    } else {
      location.assign(searchPage + "#q");
    }
  });

  // "/documents#q" comes from the key on a reading page.
  if (field && location.hash === "#" + field.id) field.focus();

  for (const shown of document.querySelectorAll(".by-key")) shown.hidden = false;
  const print = document.querySelector("[data-print]");
  if (print) print.addEventListener("click", () => window.print());
})();
