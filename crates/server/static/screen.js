// On the meeting's screen the arrow keys and page keys follow the links back and forth, as presenters do; up and down
// choose an item, and its answer is set by the keys of the sheets. Single letters work on a chosen item only.
"use strict";

(() => {
  const MARKS = { 1: "yes", o: "yes", 2: "no", x: "no", 3: "not-applicable" };
  const LINKS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };
  const STEPS = { ArrowDown: 1, ArrowUp: -1 };
  // What the keys do is told only where they do it.
  document.querySelectorAll(".with-script").forEach((hint) => { hint.hidden = false; });
  const items = Array.from(document.querySelectorAll(".asked[tabindex]"));

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (isTyping || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) {
      return;
    }
    const chosen = document.activeElement.closest(".asked[tabindex]");
    const isDone = follow(LINKS[event.key]) || choose(chosen, STEPS[event.key]) || mark(chosen, MARKS[event.key]);
    if (isDone) {
      event.preventDefault();
    }
  });

  function follow(wanted) {
    const link = wanted && document.querySelector(`a[rel="${wanted}"]`);
    if (link) {
      link.click();
    }
    return link;
  }

  // Beyond the first and the last the keys scroll as ever.
  function choose(chosen, step) {
    const next = step && (chosen ? items[items.indexOf(chosen) + step] : items.at(step > 0 ? 0 : -1));
    if (next) {
      next.focus();
    }
    return next;
  }

  // 該当なし wants its reason first.
  function mark(chosen, wanted) {
    const button = wanted && chosen && chosen.querySelector(`button[name="mark"][value="${wanted}"]`);
    const reason = chosen && chosen.querySelector("[name=reason]");
    if (button && wanted === "not-applicable" && !reason.value.trim()) {
      reason.closest("details").open = true;
      reason.focus();
    } else if (button) {
      button.click();
    }
    return button;
  }

  // After an answer the same item stays chosen.
  const answered = items.find((item) => `#${item.id}` === location.hash);
  if (answered) {
    answered.focus();
  }
})();
