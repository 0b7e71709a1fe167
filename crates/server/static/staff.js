/* The staff's sheet: counts the marks and warns before unsent ones are left. Keeps nothing in the browser. */
"use strict";
(function () {
  const form = document.querySelector("form[data-unsent]");
  if (!form) return;
  const shown = form.querySelector("[data-progress]");
  const items = form.querySelectorAll("fieldset.item");
  let unsent = false;
  if (shown) shown.closest(".progress").hidden = false;

  form.addEventListener("change", function () {
    unsent = true;
    const marked = form.querySelectorAll("fieldset.item input:checked").length;
    if (shown) shown.textContent = marked + "/" + items.length;
  });
  form.addEventListener("submit", function () {
    unsent = false;
  });
  /* At a shared terminal a sheet that nobody goes on with is left: the next person must not find it. */
  const leftAlone = form.dataset.leftAlone;
  if (leftAlone) {
    let timer;
    const again = function () {
      clearTimeout(timer);
      timer = setTimeout(function () {
        unsent = false;
        window.location.replace(leftAlone);
      }, 120000);
    };
    ["pointerdown", "keydown", "change", "scroll"].forEach(function (kind) {
      window.addEventListener(kind, again, { passive: true });
    });
    again();
  }
  window.addEventListener("beforeunload", function (event) {
    if (unsent) event.preventDefault();
  });
  // A page taken out of the browser's memory by the back button is asked for anew.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });
})();
