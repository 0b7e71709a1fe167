/* On the pages of somebody logged in: a page that nobody uses is hidden when the session ends. What was typed and not
   yet saved waits in memory and comes back with the same person's login in another window; all else is let go. */
"use strict";
(function () {
  const template = document.getElementById("hidden-page");
  if (!template || !window.fetch) return;
  const person = template.dataset.person;

  // A page that comes back from the browser's memory may show what is no longer to be seen.
  window.addEventListener("pageshow", event => { if (event.persisted) location.reload(); });

  // ---- Time: whichever clock went further counts. One of them stands still while a machine sleeps.

  let left = 0;
  let since = {};

  function last(seconds) {
    left = seconds * 1000;
    since = { wall: Date.now(), steady: performance.now() };
  }

  function elapsed() {
    return Math.max(Date.now() - since.wall, performance.now() - since.steady);
  }

  // ---- The server knows how long the session lasts: it may be used in another window. Looking does not prolong it.

  let asking = false;

  async function ask(request) {
    const late = new Promise((_, reject) => { setTimeout(reject, 5000, new Error("no answer")); });
    const answer = await Promise.race([fetch(request), late]);
    if (answer.status === 401) return { left: 0 };
    if (!answer.ok) throw new Error("no session");
    return answer.json();
  }

  function look() {
    return hear(new Request("/session", { credentials: "same-origin", cache: "no-store" }));
  }

  function tellUse() {
    used = false;
    const token = document.querySelector("input[name=token]").value;
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const body = new URLSearchParams([["token", token]]).toString();
    return hear(new Request("/session/use", { method: "POST", credentials: "same-origin", headers, body }));
  }

  async function hear(request) {
    if (asking) return;
    asking = true;
    const told = await ask(request).catch(() => null);
    asking = false;
    if (told && told.left > 0 && told.person === person) goOn(told);
    else if (told || elapsed() >= left) hide();
  }

  function goOn(told) {
    if (!away) last(told.left);
    parts().concat(away || []).forEach(part => {
      part.querySelectorAll("input[name=token]").forEach(input => { input.value = told.token; });
    });
    if (away) show(told);
  }

  // ---- Use: hands on this page count, and are told the server before the session could end over them.

  let used = false;
  ["keydown", "input", "pointerdown", "touchstart", "wheel"].forEach(kind => {
    document.addEventListener(kind, () => { used = true; }, { capture: true, passive: true });
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });

  let ticks = 0;
  function tick() {
    ticks += 1;
    if (away) { if (ticks % 5 === 0) look(); }
    else if (elapsed() >= left) look();
    else if (used && elapsed() >= Math.max(5000, left / 10)) tellUse();
  }

  // ---- Hiding and showing.

  // What was taken away, or `null` while the page is shown.
  let away = null;
  let title = document.title;
  let places = [];
  let depth = 0;

  function parts() { return Array.from(document.querySelectorAll(".who, .menu, main")); }

  function hide() {
    if (away) return;
    const isKept = holdsSomething();
    const shown = parts();
    depth = window.pageYOffset;
    const page = template.content.cloneNode(true);
    page.querySelector(isKept ? "[data-when=nothing-typed]" : "[data-when=typed]").remove();
    places = shown.map(part => document.createComment(""));
    document.querySelector("main").insertAdjacentElement("afterend", page.querySelector("main"));
    shown.forEach((part, place) => { part.replaceWith(places[place]); });
    shown.forEach(part => { part.querySelectorAll("[type=password]").forEach(input => { input.value = ""; }); });
    away = isKept ? shown : [];
    title = document.title;
    document.title = document.querySelector("main h1").textContent;
    document.querySelector("main").focus();
  }

  function show(told) {
    if (away.length === 0) return isUnsent() ? undefined : location.replace(location.pathname + location.search);
    document.querySelector("main").remove();
    away.forEach((part, place) => { places[place].replaceWith(part); });
    away = null;
    document.title = title;
    window.scrollTo(0, depth);
    last(told.left);
  }

  function isUnsent() { return document.querySelector(".unsent:not([hidden])") !== null; }

  // A refused form shows as its own what was typed before.
  function holdsSomething() {
    const fields = Array.from(document.querySelectorAll("main input, main textarea, main select"));
    return isUnsent() || document.querySelector("main .problems") !== null || fields.some(isChanged);
  }

  function isChanged(field) {
    if (field.type === "password" || field.type === "hidden") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const first = Array.from(field.options).findIndex(option => option.defaultSelected);
    return field.selectedIndex !== Math.max(0, first);
  }

  last(Number(template.dataset.left));
  setInterval(tick, 1000);
})();
