// The page's hands: clicks, keys, what the browser keeps. Everything that comes from documents arrives as finished markup
// from the server, or is put in as text; nothing here builds markup out of text.
(() => {
  "use strict";
  const KEPT = "dayek.conversations", LANGUAGE = "dayek.language", THEME = "dayek.theme", MOST = 30;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const calls = {};            // what the components can do: ask, show, restart, resume, and the server's functions
  let table = {}, speaker = null, wanted = null, conversation = null, linked = false;

  const made = (name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const word = (name) => table[name] ?? name;
  const stored = (key, otherwise) => {
    try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
  };
  const store = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a private window keeps nothing */ } };

  // What was chosen, else the browser's: the same rule as the server's, which a link cannot wait for.
  const spoken = () => stored(LANGUAGE, null)
    ?? (navigator.languages ?? []).map((code) => code.slice(0, 2)).find((code) => ["kk", "ru", "en"].includes(code)) ?? "kk";

  // An open sheet covers the page, and makes all of it inert that stands outside.
  const stage = () => one("dialog[open]") ?? document.body;
  // One polite live region for the whole page, so that a screen reader hears a sentence and not the whole conversation.
  const say = (text) => {
    speaker ??= made("p", "", { role: "status", "aria-live": "polite", class: "unseen" });
    if (speaker.parentNode !== stage()) stage().append(speaker);
    if (speaker.textContent !== text) speaker.textContent = text;
  };
  const toast = (text) => {
    one(".toast")?.remove();
    const shown = made("p", text, { class: "toast", "aria-hidden": "true" });
    stage().append(shown);
    setTimeout(() => shown.remove(), 2600);
    say(text);
  };
  const copy = async (text) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const box = made("textarea", text, { class: "unseen" });  // where the page is not served from localhost or by https
      stage().append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    toast(word("copied"));
  };
  const save = (parcel) => {
    const bytes = Uint8Array.from(atob(parcel.data), (sign) => sign.charCodeAt(0));
    const link = made("a", "", { href: URL.createObjectURL(new Blob([bytes], { type: parcel.type })), download: parcel.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const server = async (name, asked) => {
    try { return await calls.server[name]({ ...asked, language: spoken() }); } catch {
      toast(word("failed"));
      return null;
    }
  };
  const address = (parameters) => {
    const url = new URL(location.href);
    url.search = "";
    url.hash = "";
    for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
    return url.href;
  };
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const bring = (element, block = "nearest") => element.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block });

  // Whether all from one element to another is in view, above the field that stands at the bottom.
  const seen = (first, last) => first.getBoundingClientRect().top >= 0
    && last.getBoundingClientRect().bottom <= (one("#compose")?.getBoundingClientRect().top ?? innerHeight) + 1;

  // -- asking ------------------------------------------------------------------------------------------------------------
  const box = () => one("#question textarea, #question input");
  const questions = () => all(".turn.asked").map((turn) => turn.dataset.question);
  const scopes = () => all(".turn.asked").map((turn) => JSON.parse(turn.dataset.scope ?? "null"));  // where each was asked
  // A question that is being answered is stopped before its conversation is left: its answer would be painted over the next one.
  const asking = () => one("#chat .turn.waiting, #chat .phrasing:not(.failed)");
  let leaving = null;
  const left = () => { const go = leaving; leaving = null; go?.(); };
  const leave = (go) => {
    if (!asking()) return go();
    leaving = go;
    one("#stop").click();
    return setTimeout(left, 3000);   // a server that was started anew knows nothing of that question
  };
  const ask = (question, turn = -1) => question.trim() && calls.ask({ question, turn });
  const put = (text) => {
    const input = box();
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  };

  const edit = (turn, question) => {
    const place = one(`.turn.asked[data-turn="${turn}"]`);
    if (one(".rewrite", place)) return;
    const form = made("form", "", { class: "rewrite" });
    const text = made("textarea", question, { "aria-label": word("edit"), rows: 2 });
    const again = made("button", word("again"), { class: "act main" });
    const cancel = made("button", word("cancel"), { class: "act", type: "button" });
    form.append(text, again, cancel);
    cancel.onclick = () => form.remove();
    form.onsubmit = (event) => { event.preventDefault(); const asked = text.value; form.remove(); ask(asked, turn); };
    text.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
      if (event.key === "Escape") { event.stopPropagation(); form.remove(); }
    };
    place.append(form);
    text.focus();
  };

  // -- evidence ----------------------------------------------------------------------------------------------------------
  const flash = (number) => {
    const card = one(`#evidence #card-${number}`);
    if (!card) return;
    bring(card, innerWidth < 860 ? "start" : "nearest");
    card.focus({ preventScroll: true });
    card.classList.remove("flash");
    void card.offsetWidth;     // lets the same card flash twice
    card.classList.add("flash");
  };
  const cite = (turn, number) => {
    if (Number(one("#evidence .panel")?.dataset.turn) === turn) return flash(number);
    wanted = number;
    return calls.show({ turn });
  };
  const place = (card) => ({
    document: card.dataset.document, start: Number(card.dataset.start), end: Number(card.dataset.end),
    from: Number(card.dataset.from), to: Number(card.dataset.to),
    question: one("#evidence .panel")?.dataset.question ?? "", turn: Number(one("#evidence .panel")?.dataset.turn ?? 0),
    history: questions().slice(0, Number(one("#evidence .panel")?.dataset.turn ?? 0)),
  });
  const verdict = (card, found) => {
    if (!found) return;
    const told = one(".verdict", card);
    told.textContent = found.say;
    told.className = `verdict ${found.ok ? "good" : "bad"}`;
    if (found.data) save(found);
  };
  const wrong = (card) => {
    if (one(".correct", card)) return;
    const form = made("form", "", { class: "correct" });
    const label = made("label", word("wrong_ask"));
    const text = made("textarea", "", { rows: 2 });
    const cancel = made("button", word("cancel"), { class: "act", type: "button" });
    label.append(text);
    form.append(label, made("button", word("send"), { class: "act main" }), cancel);
    cancel.onclick = () => form.remove();
    form.onsubmit = async (event) => {
      event.preventDefault();
      const found = await server("feedback", { ...place(card), kind: "wrong", sentence: text.value });
      verdict(card, found);
      if (found?.ok) form.remove();
    };
    one(".verdict", card).before(form);
    text.focus();
  };
  const ACTS = {
    open: (button, card) => read(place(card)),
    verify: async (button, card) => verdict(card, await server("verify", place(card))),
    wrong: (button, card) => wrong(card),
    edit: (button) => { const turn = button.closest(".turn"); edit(Number(turn.dataset.turn), turn.dataset.question); },
    link: (button) => copy(address({ q: button.dataset.question })),
    restart: () => { leave(() => { conversation = null; calls.restart({}); }); box()?.focus(); },
    theme: () => { const dark = !document.body.classList.contains("dark"); store(THEME, dark ? "dark" : "light"); paint(); },
    keys: () => keys(),
    original: async (button) => {
      const found = await server("original", { document: button.dataset.document });
      if (found) one("dialog.reader #original").innerHTML = found.html ?? "";  // finished markup, as the text below it
    },
  };
  const act = async (button) => {
    const name = button.dataset.act, card = button.closest(".card");
    const [verb, way] = name.split("-");
    button.closest("details.drop")?.removeAttribute("open");
    if (verb === "copy") {
      const found = await server("reference", { ...place(card), style: way });
      if (found?.ok) copy(found.text);
      else verdict(card, found);
    } else if (verb === "thumb") {
      verdict(card, await server("feedback", { ...place(card), kind: way }));
    } else if (verb === "save") {
      const found = await server("save", { questions: questions(), scopes: scopes(), form: way, when: dated().format(Date.now()) });
      if (found) save(found);
    } else ACTS[name]?.(button, card);
  };

  // -- reading on --------------------------------------------------------------------------------------------------------
  const sheet = (name) => {
    let dialog = one(`dialog.${name}`);
    if (!dialog) {
      dialog = made("dialog", "", { class: name });
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
      dialog.addEventListener("close", () => { if (speaker) stage().append(speaker); });
      document.body.append(dialog);
    }
    return dialog;
  };
  const read = async (asked) => {
    const found = await server("read", asked);
    if (!found?.html) return found && toast(found.say);
    const dialog = sheet("reader");
    dialog.setAttribute("aria-labelledby", "reader-title");
    dialog.innerHTML = found.html;  // finished markup: every letter of the document is escaped on the server
    if (!dialog.open) dialog.showModal();
    for (const table of all(".document table", dialog)) if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;  // to scroll it by keys
    one("#here", dialog)?.scrollIntoView({ block: "center" });
    say(found.say);
  };
  const keys = () => {
    const dialog = sheet("keys"), list = made("dl");
    for (const [key, told] of [["/", "key_ask"], ["↑", "key_last"], ["1 – 5", "key_card"], ["Esc", "key_close"], ["?", "key_help"]]) {
      const name = made("dt");
      name.append(made("kbd", key));
      list.append(name, made("dd", word(told)));
    }
    const close = made("button", word("close"), { class: "act main", type: "button" });
    close.onclick = () => dialog.close();
    dialog.replaceChildren(made("h2", word("keys"), { id: "keys-title" }), list, close);
    dialog.setAttribute("aria-labelledby", "keys-title");
    dialog.showModal();
  };

  // -- what the browser keeps --------------------------------------------------------------------------------------------
  const keep = () => {
    const asked = questions();
    if (!asked.length || one(".turn.waiting")) return;
    conversation ??= crypto.randomUUID?.() ?? String(Date.now() + Math.random());
    const others = stored(KEPT, []).filter((each) => each.id !== conversation);
    store(KEPT, [{ id: conversation, questions: asked, scopes: scopes(), when: Date.now() }, ...others].slice(0, MOST));
  };
  // Browsers know little Kazakh: its dates are written in figures, as in Kazakhstan.
  const dated = () => document.documentElement.lang === "en"
    ? new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" })
    : new Intl.DateTimeFormat("ru", { dateStyle: document.documentElement.lang === "ru" ? "medium" : "short", timeStyle: "short" });
  const history = () => {
    const list = one("#earlier");
    if (!list) return;
    const kept = stored(KEPT, []);
    list.replaceChildren(...kept.map((each) => {
      const row = made("li"), resume = made("button", each.questions[0], { type: "button", class: "resume" });
      resume.append(made("small", dated().format(each.when)));
      const again = () => { conversation = each.id; calls.resume({ questions: each.questions, scopes: each.scopes ?? [] }); };
      resume.onclick = () => { list.closest("details").open = false; leave(again); };
      const forget = made("button", "×", { type: "button", class: "act", "aria-label": `${word("forget")}: ${each.questions[0]}` });
      forget.onclick = () => { store(KEPT, stored(KEPT, []).filter((other) => other.id !== each.id)); history(); };
      row.append(resume, forget);
      return row;
    }));
    if (!kept.length) list.replaceChildren(made("li", word("earlier_none"), { class: "none" }));
  };
  const paint = () => {
    const chosen = stored(THEME, null);
    const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.body.classList.toggle("dark", dark);
  };

  // -- listening ---------------------------------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button, dialog a[href^='#']");
    for (const drop of all("details.drop[open]")) if (!drop.contains(event.target)) drop.open = false;
    if (!button) return;
    const data = button.dataset;
    if (data.cite) cite(Number(data.turn), Number(data.cite));
    else if (data.ask) ask(data.ask);
    else if (data.show) calls.show({ turn: Number(data.show) });
    else if (button.matches("a")) {
      event.preventDefault();
      bring(one(`[id="${CSS.escape(button.hash.slice(1))}"]`, button.closest("dialog")), "start");
    } else if (data.close !== undefined) button.closest("dialog").close();
    else if (data.copy) copy(data.copy.startsWith("?") ? address(Object.fromEntries(new URLSearchParams(data.copy))) : data.copy);
    else if (data.act) act(button);
  });
  document.addEventListener("toggle", (event) => { if (event.target.id === "kept" && event.target.open) history(); }, true);
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      for (const drop of all("details.drop[open]")) drop.open = false;
      if (field) field.blur();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    if (event.key === "ArrowUp" && field && field === box() && !field.value) {
      event.preventDefault();
      put(questions().at(-1) ?? "");
    }
    if (field) return;
    if (event.key === "/") { event.preventDefault(); box()?.focus(); }
    else if (event.key === "?") keys();
    else if (/^[1-5]$/.test(event.key)) flash(event.key);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  const follow = () => {
    const linkedTo = new URLSearchParams(location.search);
    // Not before the page speaks its language: what is asked earlier would be painted over.
    if (linked || !calls.server || !calls.ask || one("#chat .thread")?.dataset.language !== spoken()) return;
    linked = true;
    if (linkedTo.get("document")) read({ document: linkedTo.get("document"), at: linkedTo.get("at") ?? "", h: linkedTo.get("h") ?? "" });
    if (linkedTo.get("q")) ask(linkedTo.get("q"));
  };

  window.dayek = {
    // What a component hands over when it is there. `trigger` reaches the server by Gradio's queue, `server` at once.
    tools(element, trigger) {
      Object.assign(calls, { restart: (data) => trigger("restart", data), resume: (data) => trigger("resume", data) });
    },
    banner(element, watch) {
      const learn = () => {
        const told = one("[data-words]", element);
        table = JSON.parse(told.dataset.words);
        document.documentElement.lang = told.dataset.language;
        document.body.style.setProperty("--uploading", JSON.stringify(word("uploading")));  // the style says it, over Gradio's English
      };
      learn();
      paint();
      watch("value", learn);
    },
    thread(element, trigger, watch) {
      calls.ask = (data) => trigger("ask", data);
      let turns = 0, waiting = false;
      watch("value", () => {
        const now = one(".thread", element);
        say(now.dataset.say);
        keep();
        if (!asking()) left();
        // Once when the question is put, and again when its answer has made room for it at the top.
        if (Number(now.dataset.turns) > turns || waiting) {
          const last = all(".turn.asked", now).at(-1);
          if (last) requestAnimationFrame(() => { if (!seen(last, now.lastElementChild)) bring(last, "start"); });
        }
        waiting = Boolean(one(".waiting", now));
        turns = Number(now.dataset.turns);
        follow();
      });
      follow();
    },
    evidence(element, trigger, server, watch) {
      Object.assign(calls, { server, show: (data) => trigger("show", data) });
      watch("value", () => {
        if (wanted === null) one("#side").scrollTop = 0;
        else { const number = wanted; wanted = null; flash(number); }
      });
      follow();
    },
    language: spoken,
    choose: (code, rest) => { store(LANGUAGE, code); return [code, ...rest]; },
  };
})();
