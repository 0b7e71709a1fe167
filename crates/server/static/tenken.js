/* On every page. Every page works without it. */
"use strict";
(function () {
  // Enter that only ends an input of the IME must not send a form.
  document.addEventListener("keydown", event => {
    const composing = event.isComposing || event.keyCode === 229;
    if (composing && event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
  }, true);
})();
