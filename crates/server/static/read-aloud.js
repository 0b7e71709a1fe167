/* Reading aloud, only with voices that are on the device itself: nothing that is read leaves it. Without such a voice
   there is no button, and the page is complete without one. */
"use strict";
(function () {
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;

  // How voices call a language whose texts have another name: Cantonese and Taiwanese voices are not for 简体中文.
  const OTHER_NAMES = { "zh-hans": ["zh-cn", "zh-sg", "zh-hans", "cmn-cn"], "fil": ["fil", "tl"], "id": ["id", "in"] };

  function voiceFor(language) {
    const names = OTHER_NAMES[language] || [language];
    const speaks = voice => {
      const spoken = voice.lang.replace(/_/g, "-").toLowerCase();
      return names.some(name => spoken === name || spoken.startsWith(name + "-"));
    };
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
