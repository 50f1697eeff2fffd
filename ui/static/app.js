// What makes the pages feel like an app: links and forms swap the page in place, keys work everywhere, nothing typed is
// lost. Every page can be read, and every form sent, without it. It knows no words and no dates: those are the server's.
"use strict";
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const here = () => location.pathname + location.search;
  const sheet = one("#sheet"), palette = one("#palette"), help = one("#help"), said = one("#said");
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const typing = (element) => element?.matches?.("input:not([type=radio],[type=checkbox],[type=submit]), textarea, select");

  // Asking ---------------------------------------------------------------------------------------------------------

  // WebKit does not follow a 303 on a custom scheme; elsewhere fetch has done so already. A draft on its way is kept first:
  // a form that is asked for shows it, and one that is sent is the last to speak.
  async function ask(address, options = {}) {
    await drafted;
    const response = await fetch(address, options);
    if (response.status === 303) return ask(response.headers.get("location"));
    const landed = new URL(response.redirected ? response.url : address, location.href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    // Locked or unlocked since: nothing of the old page stays, not even what a dialog shows.
    if (one("meta[name=kith-token]", page) && isLocked(page) !== isLocked(document)) return leave(landed);
    return { page, ok: response.ok, empty: response.status === 204, path: landed.pathname + landed.search };
  }

  const isLocked = (page) => page.documentElement.hasAttribute("data-locked");
  const leave = (place) => {
    if (place.pathname + place.search === here()) location.reload(); else location.replace(place);
    return new Promise(() => {});
  };

  const post = (address, fields) => {
    fields.set("token", one("meta[name=kith-token]").content);
    return ask(address, { method: "POST", body: fields });
  };

  // Swapping -------------------------------------------------------------------------------------------------------

  function swap(page, { keep }) {
    const fresh = one("main", page);
    const focus = keep && remembered();
    const open = all("main details[open][id]").map((details) => details.id);
    document.title = page.title;
    document.documentElement.dataset.scheme = page.documentElement.dataset.scheme ?? "system";
    one("main").replaceWith(document.adoptNode(fresh));
    for (const link of all(".rail a:not(.brand)")) {
      const twin = all(".rail a:not(.brand)", page).find((other) => other.getAttribute("href") === link.getAttribute("href"));
      if (twin?.hasAttribute("aria-current")) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (keep) {
      open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
      refocus(focus);
    }
    dress(fresh);
  }

  function say(page) {
    const fresh = one("#said", page);
    said.replaceChildren(...(fresh ? [...document.adoptNode(fresh).children] : []));
  }

  function sayText(text) {
    const toast = document.createElement("div"), line = document.createElement("p");
    toast.className = "toast";
    line.textContent = text;
    toast.append(line);
    said.replaceChildren(toast);
  }

  // Where the focus is, so that it can be found again on the page that comes in place: the element itself, or the card
  // that took the place of the card it was in.
  function remembered() {
    const active = document.activeElement;
    if (!active || !one("main").contains(active)) return null;
    const card = active.closest("[data-card]");
    const caret = typing(active) && "selectionStart" in active ? active.selectionStart : null;
    return { id: active.id, caret, card: card && all("main [data-card]").indexOf(card), cardId: card?.id };
  }

  function refocus(focus) {
    if (!focus) return;
    const cards = all("main [data-card]");
    const card = cards.find((card) => card.id === focus.cardId) ?? cards[Math.min(focus.card, cards.length - 1)];
    const same = focus.id && document.getElementById(focus.id);
    const target = same || (focus.card !== null && one("a, button", card ?? one("main"))) || one("main h1");
    target?.focus({ preventScroll: true });
    if (same && focus.caret !== null) try { same.setSelectionRange(focus.caret, focus.caret); } catch { /* not text */ }
  }

  // What a page needs once it is there: the names of keys as this keyboard writes them, the caret at the end.
  function dress(root) {
    if (mac) all("[data-mod]", root).forEach((mod) => { mod.textContent = "⌘"; });
    lookAgain();
  }

  // A page that is on its way to another one is looked at again until it is there.
  let looking = 0;
  function lookAgain() {
    clearTimeout(looking);
    if (one("main [data-refresh]")) looking = setTimeout(look, 200);
  }
  async function look() {
    const mine = journey, title = document.title;
    const looked = await ask(here(), { headers: { "kith-glance": "1" } }).catch(() => null);
    if (mine !== journey) return;
    if (!looked?.ok) return lookAgain();
    swap(looked.page, { keep: true });
    if (document.title !== title) one("main h1")?.focus({ preventScroll: true });
  }

  // Going places ---------------------------------------------------------------------------------------------------

  let journey = 0;

  async function visit(address, { push = true, top = 0, stay = false } = {}) {
    const mine = ++journey;
    keepDrafts();
    let arrived;
    try { arrived = await ask(address); } catch { return sayText(document.body.dataset.unreachable); }
    if (mine !== journey) return;
    closeAll();
    arrive(arrived, { push, top, stay });
  }

  function arrive({ page, path }, { push = true, top = 0, stay = false } = {}) {
    const same = path === here();
    if (push && !same) {
      history.replaceState({ top: scrollY }, "");
      history.pushState({ top: 0 }, "", path);
    }
    swap(page, { keep: same || stay });
    say(page);
    if (document.activeElement === document.body) one("main h1")?.focus({ preventScroll: true });
    if (same || stay) return;
    scrollTo(0, top);
    (one("main [autofocus]") ?? one("main h1"))?.focus({ preventScroll: true });
  }

  addEventListener("popstate", (event) => visit(here(), { push: false, top: event.state?.top ?? 0 }).then(() => {
    one("main h1")?.focus({ preventScroll: true });
  }));

  // The book changed underneath: the shell calls this. Whoever is typing is not disturbed.
  let stale = false;
  window.kithChanged = async () => {
    if (one("dialog[open], details.menu[open], main [data-once]") || all("main form:not([method=get])").some(isTouched)) { stale = true; return; }
    stale = false;
    const mine = journey;
    const looked = await ask(here(), { headers: { "kith-glance": "1" } }).catch(() => null);
    if (!looked?.ok || mine !== journey || one("main").isEqualNode(one("main", looked.page))) return;
    swap(looked.page, { keep: true });
  };
  const isTouched = (form) => [...form.elements].some((field) => {
    if (field.type === "hidden") return false;
    if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((option) => option.defaultSelected && !option.selected);
    return "defaultValue" in field && field.value !== field.defaultValue;
  });
  const catchUp = () => { if (stale) window.kithChanged(); };
  addEventListener("focusout", () => setTimeout(catchUp));
  addEventListener("focus", () => window.kithChanged());
  document.addEventListener("visibilitychange", () => document.hidden ? keepDrafts() : window.kithChanged());

  // Links and forms ------------------------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const dismiss = event.target.closest("[data-dismiss]");
    if (dismiss) return said.replaceChildren();
    const copies = event.target.closest("[data-copy]");
    if (copies) return copy(copies);
    if (event.target.closest("[data-close]")) return event.target.closest("dialog").close();
    if (event.target.matches("dialog")) return event.target.close();
    all("details.menu[open]").filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
    const option = event.target.closest("#found [role=option]");
    if (option) return choose(option);
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.protocol !== location.protocol || link.host !== location.host || link.hasAttribute("download")) return;
    if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
    event.preventDefault();
    if (link.hasAttribute("data-palette")) openPalette();
    else if (link.hasAttribute("data-dialog")) openSheet(link.href);
    else visit(link.href, { stay: link.hasAttribute("data-stay") });
  });

  // The old way to copy works in every web view, also on an address that is not https.
  function copy(button) {
    document.getElementById(button.dataset.copy).select();
    if (document.execCommand("copy")) sayText(button.dataset.copied);
    button.focus();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form.method === "dialog") return;
    event.preventDefault();
    // Enter may come before the answer to the last letter.
    if (form.closest("#palette")) return following.then(() => choose(one("#found [aria-selected=true]")));
    send(form, button);
  });

  async function send(form, button) {
    if (form.getAttribute("aria-busy") === "true") return;
    const address = button?.getAttribute("formaction") ?? form.getAttribute("action") ?? here();
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.append(button.name, button.value);
    if (form.method === "get") return (sheet.contains(form) ? openSheet : visit)(address + "?" + fields);
    form.setAttribute("aria-busy", "true");
    const idle = wait(form, button);
    forgetDrafts(form);
    const mine = ++journey;
    try {
      const answer = form.matches("[data-file]") ? await sendFiles(form, address) : await post(address, fields);
      if (!answer.ok) return refuse(form, answer.page);
      if (answer.empty || mine !== journey) return;
      // A menu that was chosen from is done with; open, it would keep the page from being looked at again.
      form.closest("details.menu")?.removeAttribute("open");
      closeAll();
      arrive(answer);
    } catch {
      sayText(document.body.dataset.unreachable);
    } finally {
      form.removeAttribute("aria-busy");
      idle();
    }
  }

  // What takes a moment says so on its button. Answers how to put that back.
  function wait(form, button) {
    if (!form.dataset.busy || !button) return () => {};
    const label = button.textContent;
    button.textContent = form.dataset.busy;
    button.disabled = true;
    return () => { button.textContent = label; button.disabled = false; };
  }

  // The names and lengths of the files in a line, then the files one after the other.
  async function sendFiles(form, address) {
    const files = [...(dropped ?? one("input[type=file]", form).files)];
    dropped = null;
    const names = new URLSearchParams(files.map((file) => [file.name, file.size]));
    const headers = { "kith-token": one("meta[name=kith-token]").content, "content-type": "application/x-kith-files" };
    return ask(address, { method: "POST", headers, body: await new Blob([names + "\n", ...files]).arrayBuffer() });
  }

  // Files that are dropped go to the form of this page that takes some, and from anywhere else to the import.
  let dropped = null;
  const hasFile = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => { if (hasFile(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    if (isLocked(document) || !event.dataTransfer.files.length) return;
    dropped = event.dataTransfer.files;
    send(all("main form[data-file]").find(takesDropped) ?? importForm());
  });
  // A form for a picture takes pictures only.
  function takesDropped(form) {
    const pictures = one("input[type=file]", form).accept.startsWith("image/");
    return !pictures || [...dropped].every((file) => file.type.startsWith("image/"));
  }
  function importForm() {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "/import" });
    form.dataset.file = "";
    return form;
  }

  // Not done: the sentence stands beside the form, and what was typed stays in it.
  function refuse(form, page) {
    all("[data-draft]", form).forEach(draft);
    const told = one("[data-problem]", page), field = form.elements.namedItem(told?.dataset.for ?? "");
    const sentence = told?.textContent ?? document.body.dataset.unreachable;
    if (!form.isConnected || !one("input:not([type=hidden]), textarea", form)) return sayText(sentence);
    let problem = one(".problem", form);
    if (!problem) {
      problem = document.createElement("p");
      problem.className = "problem";
      problem.setAttribute("role", "alert");
    }
    // Beside the field it is about, if it names one.
    const beside = field?.closest?.(".field");
    if (beside) beside.append(problem); else form.prepend(problem);
    problem.textContent = sentence;
    if (beside) { beside.closest("details")?.setAttribute("open", ""); field.focus(); }
  }

  // Parts that follow what is typed --------------------------------------------------------------------------------

  const asking = new WeakMap();
  let following = Promise.resolve();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (event.target.matches("[data-draft]")) draft(event.target);
    if (event.target.matches("[data-reveal]")) reveal(form, event.target.checked);
    if (event.target.matches("[data-all]")) all(`input[name="${event.target.dataset.all}"]`, form).forEach((box) => { box.checked = event.target.checked; });
    if (!form?.matches("[data-live]") || event.isComposing) return;
    following = follow(form);
  });
  document.addEventListener("compositionend", (event) => { if (event.target.form?.matches("[data-live]")) following = follow(event.target.form); });

  function reveal(form, shown) {
    all("input", form).filter((field) => field.autocomplete?.endsWith("-password")).forEach((field) => { field.type = shown ? "text" : "password"; });
  }

  async function follow(form) {
    const mine = (asking.get(form) ?? 0) + 1;
    asking.set(form, mine);
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("token");
    const answer = await ask(form.dataset.live + "?" + fields).catch(() => null);
    const fresh = answer?.page.getElementById(form.dataset.target);
    if (!fresh || asking.get(form) !== mine || !form.isConnected) return;
    const old = document.getElementById(form.dataset.target);
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(document.adoptNode(fresh));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    if (form.closest("#palette")) select(0);
    else if (form.method === "get" && !sheet.contains(form)) history.replaceState(history.state, "", "?" + fields);
  }

  // Drafts: kept shortly after the last key, at once when the page goes away.
  const waiting = new Map();
  let drafted = Promise.resolve();
  function draft(field) {
    clearTimeout(waiting.get(field));
    waiting.set(field, setTimeout(() => keepDraft(field), 400));
  }
  function keepDraft(field) {
    clearTimeout(waiting.get(field));
    if (!waiting.delete(field)) return;
    drafted = post("/drafts", new URLSearchParams({ key: field.dataset.draft, text: field.value })).catch(() => {});
  }
  const keepDrafts = () => [...waiting.keys()].forEach(keepDraft);
  function forgetDrafts(form) {
    all("[data-draft]", form).forEach((field) => { clearTimeout(waiting.get(field)); waiting.delete(field); });
  }
  addEventListener("pagehide", keepDrafts);

  // Dialogs --------------------------------------------------------------------------------------------------------

  function closeAll() { all("dialog[open]").forEach((dialog) => dialog.close()); }
  all("dialog").forEach((dialog) => dialog.addEventListener("close", () => { keepDrafts(); catchUp(); }));

  async function openSheet(address) {
    keepDrafts();
    const answer = await ask(address).catch(() => null);
    const part = answer && one("[data-sheet]", answer.page);
    if (!part) return visit(address);
    closeAll();
    one(".body", sheet).replaceChildren(document.adoptNode(part));
    all("input[name=back]", sheet).forEach((back) => { back.value = here(); });
    sheet.setAttribute("aria-label", part.dataset.sheet || sheet.getAttribute("aria-label"));
    dress(sheet);
    sheet.showModal();
    const field = one("[autofocus]", sheet);
    field?.focus();
    field?.setSelectionRange?.(field.value.length, field.value.length);
  }

  // The form that is there already, or else in a dialog.
  function openForm(address) {
    const field = one(`main [data-form="${address}"]`);
    if (field) { closeAll(); field.focus(); } else openSheet(address);
  }

  // The palette ----------------------------------------------------------------------------------------------------

  function openPalette() {
    closeAll();
    const field = one("input", palette);
    field.value = "";
    one("#found").replaceChildren();
    palette.showModal();
    field.focus();
    following = follow(one("form", palette));
  }

  function select(index) {
    const options = all("#found [role=option]");
    const chosen = options[(index + options.length) % options.length];
    options.forEach((option) => option.setAttribute("aria-selected", String(option === chosen)));
    const field = one("input", palette);
    if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
    else field.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    if (!option) return;
    const { href, sheet: inSheet, post: command, name, value, show } = option.dataset;
    palette.close();
    if (show) document.getElementById(show).showModal();
    else if (command) {
      const form = document.createElement("form");
      form.method = "post";
      form.action = command;
      for (const [key, text] of [[name, value], ["back", here()]]) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name: key, value: text });
        if (key) form.append(field);
      }
      send(form);
    } else if (inSheet !== undefined) openSheet(href);
    else visit(href);
  }

  palette.addEventListener("keydown", (event) => {
    const options = all("#found [role=option]");
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: options.length - 1, PageUp: 0 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select(to);
  });

  // Keys -----------------------------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    // With Alt such a key counts while somebody types, too; the arrows with Alt lead back and forward.
    if (event.altKey) {
      const key = !event.ctrlKey && !event.metaKey && /^(?:Digit|Key)(.)$/.exec(event.code)?.[1];
      return key ? press(event, key.toLowerCase()) : undefined;
    }
    const active = document.activeElement;
    if (mac ? event.metaKey : event.ctrlKey) {
      const key = event.key.toLowerCase();
      if (key === "k") openPalette();
      else if (key === "l") openForm(event.shiftKey ? "/instead" : "/log");
      else if (key === "i" && !event.shiftKey && !typing(active) && !one("dialog[open]")) visit(new URL("/need", location.href).href);
      else if (key === "z" && !event.shiftKey && !typing(active)) undoLatest();
      else if (key === "enter" && typing(active) && active.form) active.form.requestSubmit();
      else return;
      return event.preventDefault();
    }
    if (event.key === "Escape" && !one("dialog[open]")) {
      const menu = one("details.menu[open]");
      if (menu) { menu.open = false; one("summary", menu).focus(); } else said.replaceChildren();
      return;
    }
    if (event.ctrlKey || event.metaKey || typing(active)) return;
    if (press(event, event.key.toLowerCase()) || one("dialog[open]")) return;
    const place = /^[1-9]$/.test(event.key) && all(".rail a:not(.brand)")[event.key - 1];
    if (place) visit(place.href);
    else if (event.key === "/") { const field = one("main [data-find]"); field ? field.focus() : openPalette(); }
    else if (event.key === "?") help.showModal();
    else return;
    event.preventDefault();
  });

  // A key that a page gives to a button counts once, for what is shown: a key held down does not go on. A dialog that is
  // open has its own.
  function press(event, key) {
    const given = all("[data-key]", one("dialog[open]") ?? one("main")).find((button) => button.dataset.key === key);
    if (!given) return false;
    event.preventDefault();
    if (!event.repeat) given.click();
    return true;
  }

  function undoLatest() {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/undo";
    const back = document.createElement("input");
    Object.assign(back, { type: "hidden", name: "back", value: here() });
    form.append(back);
    send(form);
  }

  document.documentElement.classList.add("js");
  dress(document);
})();
