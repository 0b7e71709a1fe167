/* Typing in paper sheets: 1 = yes, 2 = no, 3 = not applicable, 0 or space = blank, each moving on to the next item;
   Backspace goes back; Enter moves on, and saves once the last item is behind. */
"use strict";
(function () {
  const form = document.querySelector("form[data-paper]");
  if (!form) return;
  const keys = { 1: "yes", 2: "no", 3: "not-applicable", 0: "", " ": "" };
  const items = Array.from(form.querySelectorAll("fieldset.item"));
  const head = Array.from(form.querySelectorAll("input[type=text], select"));
  const save = form.querySelector("button.primary");
  const shown = form.querySelector("[data-progress]");
  const radio = function (item, value) {
    return item.querySelector("input[value='" + value + "']");
  };

  function count() {
    const marked = form.querySelectorAll("fieldset.item input:checked:not([value=''])").length;
    if (shown) shown.textContent = marked + "/" + items.length;
  }

  function focus(target) {
    target.focus();
    target.scrollIntoView({ block: "center" });
  }

  /* To an item's mark, or past the last one to the button that saves. */
  function goTo(item) {
    focus(item ? item.querySelector("input:checked") || item.querySelector("input") : save);
  }

  /* From a field of the head to the next one that is still empty, then to the first item. */
  function goOn(field) {
    const wanted = head.slice(head.indexOf(field) + 1).find(function (other) {
      return other.value === "" && !isOnCard(other);
    });
    if (wanted) focus(wanted);
    else goTo(items[0]);
  }

  /* What a card whose code is written says by itself. */
  function isOnCard(field) {
    const code = form.querySelector("#code");
    const said = form.dataset.paper === "with-names" ? ["department", "occupation", "filler"] : ["department"];
    return Boolean(code && code.value !== "" && said.includes(field.id));
  }

  function key(event) {
    const item = event.target.closest("fieldset.item");
    const at = event.target === save ? items.length : items.indexOf(item);
    if (event.key === "Enter" && head.includes(event.target)) goOn(event.target);
    else if (event.key === "Backspace" && at > 0) goTo(items[at - 1]);
    else if (event.key === "Enter" && item) goTo(items[at + 1]);
    else if (item && event.key in keys) {
      radio(item, keys[event.key]).checked = true;
      count();
      goTo(items[at + 1]);
    } else return;
    event.preventDefault();
  }

  /* What works with this script only is said by it. */
  [shown && shown.closest(".progress"), document.querySelector("[data-keys]")].forEach(function (place) {
    if (place) place.hidden = false;
  });
  form.addEventListener("change", count);
  form.addEventListener("keydown", function (event) {
    if (!event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing) key(event);
  });

  /* Typing begins where something is to be typed: at a card's code, at 記入者, at what is not chosen yet, or at once. */
  const wrong = form.querySelector("[aria-invalid]");
  const first = form.querySelector("#code") || form.querySelector("#filler");
  const unchosen = head.find(function (field) { return field.value === ""; });
  if (wrong) focus(wrong);
  else if (!document.querySelector(".problems")) focus(first || unchosen || items[0].querySelector("input:checked"));
})();
