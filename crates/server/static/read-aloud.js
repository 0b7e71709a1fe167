/* Reading aloud, only with voices that are on the device itself: nothing that is read leaves it. Without such a voice
   there is no button, and the page is complete without one. */
"use strict";
(function () {
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;

  function voiceFor(language) {
    const speaks = voice => voice.lang.replace("_", "-").toLowerCase().split("-")[0] === language.split("-")[0];
    return speech.getVoices().find(voice => voice.localService === true && speaks(voice));
  }

  // Furigana and buttons are not read: the word below them is.
  function wordsOf(block) {
    const copy = block.cloneNode(true);
    copy.querySelectorAll("rt, rp, button").forEach(element => { element.remove(); });
    return copy.textContent;
  }

  function read(block) {
    const voice = voiceFor(block.lang.toLowerCase());
    speech.cancel();
    if (!voice) return;
    const words = new SpeechSynthesisUtterance(wordsOf(block));
    words.voice = voice;
    words.lang = voice.lang;
    speech.speak(words);
  }

  function offer() {
    document.querySelectorAll("[data-read-aloud]").forEach(block => {
      if (block.querySelector("button.read-aloud") || !voiceFor(block.lang.toLowerCase())) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet read-aloud";
      button.lang = document.documentElement.lang;
      button.textContent = block.dataset.readAloud;
      button.addEventListener("click", () => { read(block); });
      block.append(button);
    });
  }

  speech.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", () => { speech.cancel(); });
  offer();
})();
