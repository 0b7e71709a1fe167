/* Typing in paper sheets: 1 = yes, 2 = no, 3 = not applicable, 0 = blank, each moving on to the next item. */
"use strict";
(function () {
  const form = document.querySelector("form[data-paper]");
  if (!form) return;
  const keys = { 1: "yes", 2: "no", 3: "not-applicable", 0: "" };
  const items = Array.from(form.querySelectorAll("fieldset.item"));
  const shown = form.querySelector("[data-progress]");
  const radio = function (item, value) {
    return item.querySelector("input[value='" + value + "']");
  };

  function count() {
    const marked = form.querySelectorAll("fieldset.item input:checked:not([value=''])").length;
    if (shown) shown.textContent = marked + "/" + items.length;
  }

  /* Moves to an item's mark, or past the last one to the button that saves. */
  function goTo(item) {
    const target = item
      ? item.querySelector("input:checked") || item.querySelector("input")
      : form.querySelector("button.primary");
    target.focus();
    target.scrollIntoView({ block: "center" });
  }

  /* What works with this script only is said by it. */
  [shown && shown.closest(".progress"), document.querySelector("[data-keys]")].forEach(function (place) {
    if (place) place.hidden = false;
  });
  form.addEventListener("change", count);
  form.addEventListener("keydown", function (event) {
    const item = event.target.closest("fieldset.item");
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (!item || !plain || !(event.key in keys)) return;
    event.preventDefault();
    radio(item, keys[event.key]).checked = true;
    count();
    goTo(items[items.indexOf(item) + 1]);
  });

  /* With department and occupation still chosen from the sheet before, typing begins at once. */
  const chosen = Array.from(form.querySelectorAll("select")).every(function (select) {
    return select.value !== "";
  });
  const name = form.querySelector("#filler");
  if (chosen && name) name.focus();
  else if (chosen && !document.querySelector(".problems")) goTo(items[0]);
})();
