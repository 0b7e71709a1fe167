// On the meeting's screen the arrow keys and page keys follow the links back and forth, as presenters do.
"use strict";

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (isTyping || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) {
    return;
  }
  const wanted = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
  const link = wanted && document.querySelector(`a[rel="${wanted}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
