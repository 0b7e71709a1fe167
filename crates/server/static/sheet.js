/* The sheets of accounts. Each mark is saved in the background; what was not acknowledged stays in memory, is sent
   again with the same key and so saved once. Nothing is kept in the browser. The page works without this script. */
"use strict";
(function () {
  const words = document.getElementById("sheet-script");
  if (!words || !window.fetch || !window.URLSearchParams || !window.DOMParser) return;

  // Kept by name: while the page is hidden it is not in the document.
  const page = document.querySelector("main");

  // ---- Rows: what is on its way (`current`), what waits behind it (`next`), and what was typed but not yet sent.
  // `renewed`: what is on its way goes out under a new session, so that a 403 is no longer the old one's.

  const rows = new Map();
  let waitsForLogin = false;

  function rowOf(form) {
    if (!rows.has(form)) {
      const idle = { current: null, next: null, failures: 0, renewed: false, typed: null, timer: null };
      rows.set(form, Object.assign({ form: form, article: form.closest("article") }, idle));
    }
    return rows.get(form);
  }

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, byte => ("0" + byte.toString(16)).slice(-2)).join("");
  }

  function field(row, name) { return row.form.querySelector("[name=" + name + "]"); }

  function all(selector, action) { page.querySelectorAll(selector).forEach(action); }

  // A later press replaces one that still waits (a memo alone only its memo), never one that is on its way: that one
  // may have been saved.
  function press(row, mark) {
    clearTimeout(row.typed);
    row.typed = null;
    row.form.querySelectorAll("textarea").forEach(area => { area.defaultValue = area.value; });
    const waiting = row.next && mark === "memo" ? row.next[0][1] : mark;
    row.next = [["mark", waiting], ["memo", field(row, "memo").value], ["reason", field(row, "reason").value]];
    if (mark !== "memo" && mark !== "undo") showPressed(row, mark);
    say(row, words.dataset.saving);
    sendNext(row);
  }

  function sendNext(row) {
    if (row.current || !row.next) return showUnsent();
    row.current = row.next;
    row.next = null;
    row.renewed = false;
    if (field(row, "seen")) row.current = row.current.concat([["key", newKey()], ["seen", field(row, "seen").value]]);
    send(row);
  }

  async function send(row) {
    clearTimeout(row.timer);
    row.timer = null;
    const sending = row.current;
    const body = new URLSearchParams();
    sending.concat([["token", field(row, "token").value]]).forEach(pair => { body.append(pair[0], pair[1]); });
    try {
      const answer = await request(row.form.getAttribute("action"), {
        method: "POST", credentials: "same-origin", redirect: "error", body: body.toString(),
        headers: { "Content-Type": "application/x-www-form-urlencoded", "Tenken-Background": "1" }
      });
      if (row.current === sending) await take(row, answer);
    } catch (failure) {
      if (row.current === sending) sendLater(row);
    }
  }

  // fetch() itself never gives up on a line that is cut in the middle.
  function request(address, options) {
    const late = new Promise((_, reject) => { setTimeout(reject, 20000, new Error("no answer")); });
    return Promise.race([fetch(address, options), late]);
  }

  async function take(row, answer) {
    if (answer.ok) return saved(row, await answer.json());
    if (answer.status === 401 || (answer.status === 403 && !row.renewed)) return waitForLogin();
    if (answer.status >= 500) return sendLater(row);
    const isJson = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
    const told = isJson ? await answer.json() : { field: "", problem: words.dataset.refused };
    return refused(row, answer.status, told);
  }

  function sendLater(row) {
    row.failures += 1;
    row.renewed = false;
    row.timer = setTimeout(send, Math.min(30000, 1000 * Math.pow(2, row.failures)), row);
    showUnsent();
  }

  function sendAllAgain() {
    rows.forEach(row => { if (row.timer || (row.current && waitsForLogin)) send(row); });
  }

  function finish(row) {
    row.current = null;
    row.failures = 0;
    sendNext(row);
    showUnsent();
  }

  function saved(row, told) {
    const sent = row.current;
    showProblem(row, "", "");
    if (told.revision) {
      field(row, "seen").value = told.revision;
      field(row, "key").value = newKey();
      if (!row.next || row.next[0][1] === "memo") showPressed(row, told.mark);
      if (sent[0][1] === "undo" && !row.next) showWords(row, told);
      row.form.querySelector("[value=undo]").hidden = false;
      row.article.dataset.mark = told.effective;
      row.article.classList.toggle("derived", told.effective === "not-applicable" && told.mark === "");
      row.form.querySelector(".standing").textContent = told.standing;
      page.querySelector("#progress").textContent = told.progress;
      const both = page.querySelector("#both");
      if (both) both.textContent = told.both;
      all("[data-rate]", cell => { cell.textContent = told.result[cell.dataset.rate]; });
    }
    say(row, words.dataset.saved + " " + told.at);
    finish(row);
  }

  // An undone change brings the earlier words back.
  function showWords(row, told) {
    ["memo", "reason"].forEach(name => {
      const area = field(row, name);
      area.value = told[name];
      area.defaultValue = told[name];
    });
  }

  // Nothing was saved and sending the same again would not help: the sentence goes to its field, what was typed stays.
  async function refused(row, status, told) {
    if (status !== 422) row.next = null;
    say(row, "");
    finish(row);
    showProblem(row, told.field, told.problem);
    if (row.next || row.current || !field(row, "seen")) return;
    const fresh = await freshPage().catch(() => null);
    const item = fresh && fresh.getElementById(row.article.id);
    const form = item && item.querySelector("form.answer");
    if (!form || row.current) return;
    const pressed = form.querySelector("[aria-pressed=true]");
    showPressed(row, pressed ? pressed.value : "");
    field(row, "seen").value = form.querySelector("[name=seen]").value;
    const now = form.querySelector(".standing").textContent;
    const memo = form.querySelector("[name=memo]").value;
    row.form.querySelector(".standing").textContent = memo ? now + " " + words.dataset.memo + memo : now;
  }

  // ---- Logged off: somebody logs in in another window, then everything goes out again under the new session.

  async function freshPage() {
    const answer = await request(location.pathname, { credentials: "same-origin" });
    if (!answer.ok) throw new Error("no page");
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  function waitForLogin() {
    if (!waitsForLogin) setTimeout(tryLogin, 0);
    waitsForLogin = true;
    showUnsent();
  }

  async function tryLogin() {
    const session = await request("/session", { credentials: "same-origin", cache: "no-store" })
      .then(answer => answer.json()).catch(() => null);
    const isSomebody = session && session.left > 0;
    if (isSomebody && session.person === words.dataset.person) {
      all("input[name=token]", input => { input.value = session.token; });
      rows.forEach(row => { row.renewed = row.current !== null; });
      sendAllAgain();
      waitsForLogin = false;
    } else {
      banner.dataset.why = isSomebody ? words.dataset.somebodyElse : words.dataset.logIn;
      setTimeout(tryLogin, 5000);
    }
    showUnsent();
  }

  // ---- What the page says.

  const banner = document.createElement("div");
  banner.className = "unsent problems";
  banner.setAttribute("role", "alert");
  banner.hidden = true;
  document.body.insertBefore(banner, document.body.firstChild);

  function unsent() {
    return Array.from(rows.values()).filter(row => row.current || row.next || row.typed).length;
  }

  function showUnsent() {
    const stuck = waitsForLogin || Array.from(rows.values()).some(row => row.failures > 0);
    const text = words.dataset.unsent.replace("{n}", unsent()) + (waitsForLogin ? " " + (banner.dataset.why || "") : "");
    banner.hidden = !stuck || unsent() === 0;
    if (banner.textContent !== text) banner.textContent = text;
  }

  function say(row, text) {
    const place = row.form.querySelector(".status");
    if (place) place.textContent = text;
    page.querySelector("#saving").textContent = text;
  }

  function showPressed(row, mark) {
    row.form.querySelectorAll("[aria-pressed]").forEach(button => {
      button.setAttribute("aria-pressed", String(button.value === mark));
    });
  }

  function showProblem(row, name, sentence) {
    row.form.querySelectorAll("textarea").forEach(area => {
      const here = name === area.name;
      const place = row.form.querySelector("#problem-" + area.id);
      place.textContent = here ? sentence : "";
      place.hidden = !here;
      if (here) area.setAttribute("aria-invalid", "true"); else area.removeAttribute("aria-invalid");
      if (here) area.focus();
    });
    if (sentence && name !== "memo" && name !== "reason") say(row, sentence);
  }

  window.addEventListener("beforeunload", event => {
    if (unsent() === 0) return;
    rows.forEach(row => { if (row.typed) press(row, "memo"); });
    event.preventDefault();
    event.returnValue = "";
  });
  window.addEventListener("online", sendAllAgain);

  // ---- Hands: buttons, memos, ticks, keys.

  all("form.answer", form => {
    const row = rowOf(form);
    form.addEventListener("submit", event => { event.preventDefault(); });
    form.querySelectorAll("button[name=mark]").forEach(button => {
      button.addEventListener("click", event => { event.preventDefault(); press(row, button.value); });
    });
    form.querySelectorAll("textarea").forEach(area => {
      area.addEventListener("input", () => { saveSoon(row, area, 2500); });
      area.addEventListener("change", () => { saveSoon(row, area, 400); });
    });
  });

  // A reason belongs to 該当なし: before that mark is pressed it waits for it.
  function saveSoon(row, area, delay) {
    const pressed = row.form.querySelector("[aria-pressed=true]");
    const applies = area.name === "memo" || (pressed && pressed.value === "not-applicable");
    if (!applies || area.value === area.defaultValue) return;
    clearTimeout(row.typed);
    row.typed = setTimeout(press, delay, row, "memo");
  }

  all("form.ticks", form => {
    const row = rowOf(form);
    form.querySelector("button").hidden = true;
    form.addEventListener("change", () => {
      const ticked = form.querySelectorAll("[name=tick]:checked");
      row.next = Array.from(ticked, box => ["tick", box.value]);
      say(row, words.dataset.saving);
      sendNext(row);
    });
  });

  const items = Array.from(document.querySelectorAll("article.item"));

  // Not answered, and this person's to answer.
  function isOpen(item) {
    return item.dataset.mark === "" && item.querySelector("form.answer, .system form") !== null;
  }

  // The next item after this one for which the question holds, from the top again at the end.
  function after(item, holds) {
    const from = items.indexOf(item) + 1;
    return items.slice(from).concat(items.slice(0, from)).find(holds);
  }

  function goTo(item) {
    if (!item) return;
    item.focus();
    item.scrollIntoView();
  }

  document.addEventListener("click", event => {
    const link = event.target.closest("a.next-open");
    if (!link) return;
    event.preventDefault();
    goTo(after(link.closest("article"), isOpen));
  });

  const keys = document.getElementById("keys");
  if (!keys) return;
  words.hidden = false;
  const MARKS = {
    "1": "yes", o: "yes", "2": "no", x: "no", "3": "not-applicable",
    "4": "pending-hospital", "5": "pending-vendor", u: "undo"
  };

  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select") || event.isComposing;
    const area = event.target.closest("form.answer textarea");
    if (event.key === "Escape" && area && !event.isComposing) return goTo(area.closest("article.item"));
    if (typing || event.ctrlKey || event.altKey || event.metaKey || !keys.checked) return;
    const here = document.activeElement.closest("article.item");
    if (event.key === "j") goTo(items[items.indexOf(here) + 1]);
    else if (event.key === "k") goTo(items[items.indexOf(here) - 1]);
    else if (event.key === "n") goTo(after(here, isOpen));
    else if (event.key === "m" && here && formOf(here)) field(rowOf(formOf(here)), "memo").focus();
    else if (MARKS[event.key] && here && buttonOf(here, MARKS[event.key])) markByKey(here, MARKS[event.key]);
    else return;
    event.preventDefault();
  });

  function formOf(item) { return item.querySelector("form.answer"); }

  // A list that has no such mark has no such button, and an item of somebody else has no form.
  function buttonOf(item, mark) {
    const form = formOf(item);
    const button = form && form.querySelector("button[value=" + mark + "]");
    return button && !button.hidden ? button : null;
  }

  function markByKey(item, mark) {
    const row = rowOf(formOf(item));
    const reason = field(row, "reason");
    if (mark === "not-applicable" && !reason.value.trim()) reason.focus(); else press(row, mark);
  }
})();
