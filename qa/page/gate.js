// The door: the reader's language, as in the page behind it, and the name and password to Gradio's own check.
(() => {
  "use strict";
  const KEY = "dayek.language", words = JSON.parse(document.body.dataset.words);
  const form = document.querySelector("form"), told = form.querySelector("[role=alert]");
  let spoken = document.documentElement.lang;
  const speak = (code) => {
    if (!words[code]) return;
    spoken = document.documentElement.lang = code;
    for (const each of document.querySelectorAll("[data-word]")) each.textContent = words[code][each.dataset.word];
    for (const each of document.querySelectorAll("[data-language]")) {
      each.setAttribute("aria-pressed", String(each.dataset.language === code));
    }
    document.querySelector("nav").setAttribute("aria-label", words[code].language);
    told.textContent = "";
  };
  const stored = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  for (const each of document.querySelectorAll("[data-language]")) each.onclick = () => {
    try { localStorage.setItem(KEY, JSON.stringify(each.dataset.language)); } catch { /* a private window keeps nothing */ }
    speak(each.dataset.language);
  };
  const theme = stored("dayek.theme");
  document.body.classList.toggle("dark", theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  speak(stored(KEY));
  form.onsubmit = async (event) => {
    event.preventDefault();
    told.textContent = "";
    const reply = await fetch("login", { method: "POST", body: new FormData(form) });
    if (reply.ok) { location.reload(); return; }
    form.elements.password.value = "";
    told.textContent = words[spoken].login_wrong;
    form.elements.password.focus();
  };
})();
