"use strict";
// The page's own script: asks this machine's program, shows what it says. No library, no other address.
const $ = (id) => document.getElementById(id);
const SIGNS = { correct: "✓", partial: "◐", incorrect: "✗", unreadable: "?", undecided: "…", missing: "–" };
const TONES = { correct: "good", partial: "half", incorrect: "bad", unreadable: "open", undecided: "open", missing: "none" };
const WORDS = { correct: "right", partial: "partly right", incorrect: "not yet right", unreadable: "could not be read", undecided: "not decided", missing: "no answer" };
const GERMAN = {
  "Check your answers": "Prüfe deine Antworten",
  "This page runs on your own computer. Nothing that you type leaves it, and nothing here counts as handed in.": "Diese Seite läuft auf deinem eigenen Rechner. Nichts, was du tippst, verlässt ihn, und nichts hier gilt als abgegeben.",
  "Your answer": "Deine Antwort",
  "LaTeX, plain mathematics or Markdown with $…$; a derivation has one step a line. Check with Ctrl+Enter.": "LaTeX, getippte Formeln oder Markdown mit $…$; eine Herleitung hat einen Schritt je Zeile. Prüfen mit Strg+Enter.",
  "How it is read": "So wird es gelesen",
  "Check": "Prüfen",
  "Earlier attempts": "Frühere Versuche",
  "Forget all attempts": "Alle Versuche vergessen",
  "A whole document": "Ein ganzes Dokument",
  "Drop your file here, or choose it:": "Lass deine Datei hier fallen, oder wähle sie:",
  "Parts": "Teile", "Result": "Ergebnis",
  "right": "richtig", "partly right": "teilweise richtig", "not yet right": "noch nicht richtig", "could not be read": "nicht lesbar", "not decided": "nicht entschieden", "no answer": "keine Antwort",
  "Nothing yet.": "Noch nichts.",
  "No formula seen in these words. Check reads sentences too.": "In diesen Worten sehe ich keine Formel. Prüfen liest auch Sätze.",
  "Read as:": "Gelesen als:",
  "checking …": "wird geprüft …",
  "The program does not answer. Is it still running?": "Das Programm antwortet nicht. Läuft es noch?",
  "You have changed your answer since this check.": "Seit dieser Prüfung hast du deine Antwort geändert.",
  "point": "Punkt", "points": "Punkte", "of": "/", "still open": "noch offen",
};
let german = false;
// What the page itself says, in the language of the assignment.
const say = (text) => (german && GERMAN[text]) || text;

const token = location.hash.slice(1) || sessionStorage.getItem("token") || "";
sessionStorage.setItem("token", token);
history.replaceState(null, "", location.pathname);

let parts = [];
let current = null;
const texts = {};
const outcomes = {};

async function ask(method, address, body) {
  const answer = await fetch(address, {
    method,
    headers: { "X-Grader-Token": token, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if ((answer.headers.get("content-type") || "").startsWith("application/json")) {
    const said = await answer.json();
    return answer.ok || said.problem ? said : { problem: "The page asked for something that makes no sense." };
  }
  return { problem: await answer.text() };
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Markup comes only from the program on this machine, which has escaped every text in it.
function markup(into, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  into.append(template.content);
}

// A sentence; what stands in it between backticks is code.
function sentence(className, text) {
  const made = element("p", className);
  String(text).split("`").forEach((piece, at) => made.append(at % 2 ? element("code", "", piece) : piece));
  return made;
}

function showParts() {
  $("parts").replaceChildren(...parts.map((part) => {
    const button = element("button");
    button.type = "button";
    const outcome = outcomes[part.part];
    if (outcome) {
      const sign = element("span", `sign ${TONES[outcome]}`, SIGNS[outcome]);
      sign.setAttribute("aria-label", say(WORDS[outcome]));
      button.append(sign);
    }
    button.append(element("span", "", part.part), element("span", "gain", local(part.points)));
    button.setAttribute("aria-current", String(part === current));
    button.addEventListener("click", () => choose(part));
    const item = element("li");
    item.append(button);
    return item;
  }));
}

const local = (points) => (german ? String(points).replace(".", ",") : points);

function worth(points) {
  return `${local(points)} ${say(points === "1" ? "point" : "points")}`;
}

function choose(part) {
  if (current) texts[current.part] = $("text").value;
  current = part;
  $("part-name").textContent = part.part;
  $("part-points").textContent = worth(part.points);
  $("question").replaceChildren();
  markup($("question"), part.question);
  $("text").value = texts[part.part] || "";
  $("result").replaceChildren();
  showParts();
  preview();
  showAttempts();
}

function reading(line) {
  const row = element("div");
  if (line.mathml && line.goes_on) row.append("= ");
  if (line.mathml) markup(row, line.mathml);
  for (const finding of line.findings) {
    if (finding.level === "error" && finding.start !== null && line.text !== undefined) {
      const place = element("span", "place");
      const letters = Array.from(line.text);
      const end = Math.max(finding.end, finding.start + 1);
      place.append(letters.slice(0, finding.start).join(""), element("mark", "", letters.slice(finding.start, end).join("") || " "), letters.slice(end).join(""));
      row.append(place);
    }
    row.append(sentence(finding.level, finding.text));
  }
  return row;
}

let asked = 0;
let timer = null;
let pausing = null;
const PAUSE = 1200;
async function preview() {
  const mine = ++asked;
  clearTimeout(pausing);
  const text = $("text").value;
  if (!text.trim()) {
    $("reading").replaceChildren(element("p", "note", say("Nothing yet.")));
    return;
  }
  const reply = await ask("POST", "/api/read", { part: current.part, text });
  if (mine !== asked) return;
  const lines = reply.lines || [{ findings: [{ level: "error", text: reply.problem || reply.message, start: null }] }];
  $("reading").replaceChildren(...(lines.length ? lines.map(reading) : [element("p", "note", say("No formula seen in these words. Check reads sentences too."))]));
  pausing = setTimeout(() => { $("spoken").textContent = aloud(lines); }, PAUSE);
}

// What a screen reader says of a reading, once the typing pauses: errors, else the formulas in words that can be typed.
function aloud(lines) {
  const errors = lines.flatMap((line) => line.findings.filter((one) => one.level === "error").map((one) => one.text));
  if (errors.length) return errors.join(" ");
  return lines.length ? `${say("Read as:")} ${lines.map((line) => line.read_as).join("; ")}` : say("No formula seen in these words. Check reads sentences too.");
}

function show(reply) {
  $("result").replaceChildren();
  $("result").classList.toggle("one", (reply.parts || []).length === 1);
  if (reply.problem || reply.message) $("result").append(sentence("warn", reply.problem || reply.message));
  if (reply.parts && reply.parts.length > 1) $("result").append(element("p", "total", `${local(reply.points)} ${say("of")} ${worth(reply.max_points)}, ${local(reply.open_points)} ${say("still open")}`));
  for (const note of reply.notes || []) $("result").append(sentence("soft", note));
  for (const part of reply.parts || []) {
    outcomes[part.part] = part.outcome;
    markup($("result"), part.html);
  }
  $("result").querySelectorAll("[id]").forEach((one, at) => { one.removeAttribute("id"); if (one.tagName === "SECTION") one.removeAttribute("aria-labelledby"); });
  showParts();
  $("result").focus();
}

// The latest check counts: replies may come in another order, when the text or the part is another.
let checks = 0;
async function waiting(work, part, text) {
  const mine = ++checks;
  $("check").disabled = true;
  $("busy").textContent = say("checking …");
  const reply = await work().catch(() => ({ problem: say("The program does not answer. Is it still running?") }));
  if (mine !== checks) return;
  $("check").disabled = false;
  $("busy").textContent = "";
  if (part === undefined || part === current.part) {
    show(reply);
    if (part !== undefined && text !== $("text").value) outdated();
    return;
  }
  for (const one of reply.parts || []) outcomes[one.part] = one.outcome;
  showParts();
}

function outdated() {
  if ($("result").firstChild && !$("result").querySelector(".old")) $("result").prepend(element("p", "old soft", say("You have changed your answer since this check.")));
}

async function showAttempts() {
  const part = current.part;
  const tried = await ask("GET", `/api/attempts?part=${encodeURIComponent(part)}`);
  if (part !== current.part || !Array.isArray(tried)) return;
  $("attempts").replaceChildren(...tried.map((one) => {
    const item = element("li");
    const sign = element("span", `sign ${TONES[one.outcome]}`, SIGNS[one.outcome]);
    sign.setAttribute("aria-label", say(WORDS[one.outcome]));
    const again = element("button", "", one.text.length > 120 ? one.text.slice(0, 120) + " …" : one.text);
    again.type = "button";
    again.addEventListener("click", () => { $("text").value = one.text; preview(); $("text").focus(); });
    item.append(sign, " ", again);
    return item;
  }));
  $("history").hidden = tried.length === 0;
}

async function sendFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  await waiting(() => ask("POST", "/api/file", { name: file.name, data: btoa(text) }));
}

$("text").addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(preview, 60);
  outdated();
});
$("text").addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("form").requestSubmit(); });
$("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const part = current.part;
  const text = $("text").value;
  await waiting(() => ask("POST", "/api/check", { part, text }), part, text);
  showAttempts();
});
$("forget").addEventListener("click", async () => { await ask("DELETE", "/api/attempts"); showAttempts(); });
$("file").addEventListener("change", () => { if ($("file").files.length) sendFile($("file").files[0]); });
for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) sendFile(event.dataTransfer.files[0]);
  });
}

(async () => {
  const reply = await ask("GET", "/api/parts");
  if (reply.problem) {
    $("title").textContent = reply.problem;
    return;
  }
  german = reply.language.split("-")[0] === "de";
  document.documentElement.lang = german ? "de" : "en";
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.textContent);
  for (const one of [$("contents"), $("result")]) one.setAttribute("aria-label", say(one.getAttribute("aria-label")));
  $("title").textContent = reply.title;
  document.title = `${say("Check your answers")}: ${reply.title}`;
  parts = reply.parts;
  choose(parts[0]);
})();
