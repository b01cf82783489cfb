"use strict";
/* The preview's page. It shows what /api/state says and sends what the user asks for; it decides nothing about an issue.

   The server tells of a change (/api/events); the newest state is then fetched, never two at once, so that a thousand
   quick saves cost as many fetches as there is time for. A page's picture is named by its content: the old one stays
   until the new one is loaded and decoded, and at most one request for a page is under way. Nothing newer than
   Chromium 100 is used: the browsers of office machines are some years old. */

const PX_PER_POINT = 96 / 72; // at 100%
const SCALES = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3, 4];
const MOST_PICTURE = 6000; // pixels of a picture's width: what the server gives
const SETTLE = 120; // ms that zooming rests before sharper pictures are asked for
const SLOW_BUILD = 150; // ms after which a build that goes on is told
const NEAR = 6; // points around a line that count as the line
const RECONNECT = [500, 1000, 2000, 4000, 8000]; // ms before each further attempt
const NOTHING = { issue: null, layouts: [], pages: [], slides: [], problems: [], counts: {}, ways: [], outputs: [], summary: "", since: "", standing: "" };
const SEVERITIES = ["error", "warning", "note"];
const ISSUE_FILE = "issue.yaml"; // masthead, date, order: of no report
const WORD_FILE = /\.doc[xm]$/i; // its lines are paragraphs
const PAPERS = { A2: [420, 594], A3: [297, 420], A4: [210, 297], A5: [148, 210], B4: [257, 364], "8开": [260, 370], "16开": [185, 260] };

// --- small tools ---

const byId = (id) => document.getElementById(id);

/** An element: its name with classes (`p.hint`), its properties and attributes, what stands in it. */
function make(name, properties = {}, ...inside) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) {
    if (key in node) node[key] = value;
    else if (value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...inside.filter((part) => part !== "" && part !== null && part !== undefined));
  return node;
}

/** A message's words, with what stands between backquotes as something to type. */
const rich = (text) => text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));

/** Fill a container if its data differ from what it shows; the focus stays on what has the same `data-key`. */
function fill(container, data, build) {
  const told = JSON.stringify(data);
  if (container.told === told) return;
  container.told = told;
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.key : "";
  container.replaceChildren(...build());
  if (focused) [...container.querySelectorAll("[data-key]")].find((node) => node.dataset.key === focused)?.focus();
}

/** Work that is asked for while it goes on is done once more behind it, and never twice at once. */
function coalesced(work) {
  let running = false, again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    try {
      while (again) {
        again = false;
        await work();
      }
    } finally {
      running = false;
    }
  };
}

const kept = {
  get(key) { try { return localStorage.getItem(`bulletin-${key}`); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(`bulletin-${key}`, value); } catch { /* a browser that keeps nothing */ } },
};

const two = (number) => String(number).padStart(2, "0");
const clock = (seconds) => { const time = new Date(seconds * 1000); return `${two(time.getHours())}:${two(time.getMinutes())}`; };
const day = (seconds) => { const time = new Date(seconds * 1000); return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`; };
const when = (seconds) => (day(seconds) === day(Date.now() / 1000) ? `今天 ${clock(seconds)}` : `${day(seconds)} ${clock(seconds)}`);
const sized = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
const shortName = (file) => file.replace(/^.*[\\/]/, "");
const lineName = (file, line) => (line ? `第${line}${WORD_FILE.test(file) ? "段" : "行"}` : "");

// --- the server ---

class Refused extends Error {
  constructor(words, status) {
    super(words);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused("连不上程序，请确认它还在运行", 0);
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(data.words || `程序未接受（${answer.status}）`, answer.status);
  return data;
}

const send = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json", "X-Bulletin": "1" }, body: JSON.stringify(body) });

/** Do what a button asks for, the button resting meanwhile; a refusal is said. */
async function act(button, work) {
  if (button.disabled) return;
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(error.message, false);
  } finally {
    button.disabled = false;
  }
}

/** Say what came of something: good news goes away by itself. */
function say(words, good = true) {
  const told = make("div", {}, make("span", {}, words));
  if (!good) told.classList.add("bad");
  told.append(make("button", { type: "button", "aria-label": "关闭", onclick: () => told.remove() }, "×"));
  byId("say").replaceChildren(told);
  if (good) setTimeout(() => told.remove(), 9000);
}

// --- what is shown ---

let state = null; // the last that was fetched
let startShown = false; // the user asked for the start page while an issue is open
let view = { scale: kept.get("scale") || "fit", double: kept.get("double") === "1" };
let page = 1; // number of the page that is looked at
let hovered = null, chosen = null; // {page, line}: the line under the pointer, and the one that was clicked
let spot = null; // {key, spots}: the places of the problem that was jumped to
const sheets = [];
const linesOf = new Map(); // digest of a page → promise of its lines, in this state: lines of files move while a page stays

const refresh = coalesced(async () => {
  try {
    show(await ask("/api/state", { cache: "no-store" }));
    connection.alive();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    connection.failed(error);
  }
});

function show(next) {
  const moved = !state || state.number !== next.number;
  state = { ...NOTHING, ...next };
  state.problems.sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
  const start = state.phase === "start" || startShown;
  if (start && byId("start").hidden) openStart();
  const came = !start && !byId("start").hidden;
  byId("start").hidden = !start;
  byId("desk").hidden = start;
  if (start) return;
  byId("desk").dataset.phase = state.phase;
  showState();
  showHeader();
  showFault();
  showPages();
  showSlides();
  showPanel();
  if (moved) showLinesAnew();
  if (came) stage().focus({ preventScroll: true });
}

function showHeader() {
  const issue = state.issue;
  const title = issue ? issue.title.replaceAll("\u3000", " ") : "简报预览";
  byId("title").textContent = title;
  document.title = (state.phase === "failed" ? "有错误 · " : "") + title;
  const facts = issue && state.pages.length ? [  // of what is shown
    issue.number, issue.date, `${issue.reports}篇`, `${issue.characters.toLocaleString("en")}字`, `${state.pages.length}版`, issue.text_size,
  ] : [];
  fill(byId("facts"), facts, () => facts.filter(Boolean).map((fact) => make("span", {}, fact)));
  const own = issue && issue.layout ? issue.layout.name : "";
  document.querySelector(".chooser").hidden = !own || !state.layouts.length;
  fill(byId("layout"), [state.layouts, own], () => state.layouts.map((layout) =>
    make("option", { value: layout.name, selected: layout.name === own }, layout.title || layout.name)));
  const shown = state.pages.length > 0;
  byId("deliver").classList.toggle("due", shown && !state.delivered);
  byId("deliver").title = shown && !state.delivered ? "现在的版面还没有存成成品（g）" : "生成成品（g）";
  enable(byId("deliver"), shown && state.phase !== "failed");
  enable(byId("print-open"), shown);
  enable(byId("get-pdf"), shown);
  enable(byId("get-slides"), state.slides.length > 0);
  enable(byId("compare"), shown && state.outputs.length > 0);
}

function enable(control, on) {
  if (control.tagName === "BUTTON") {
    control.disabled = !on;
    return;
  }
  control.setAttribute("aria-disabled", String(!on));
  if (on && control.dataset.href) control.href = control.dataset.href;
  if (!on && control.hasAttribute("href")) {
    control.dataset.href = control.getAttribute("href");
    control.removeAttribute("href");
  }
}

let slowTimer = 0;

/** The state in words; that a build goes on is told only where it takes long enough to be seen. */
function showState(phase = state.phase, step = state.step) {
  clearTimeout(slowTimer);
  const words = byId("state-words");
  const tell = (text) => { if (words.textContent !== text) words.textContent = text; };
  if (phase === "building") {
    slowTimer = setTimeout(() => { byId("desk").dataset.slow = ""; tell(step || "正在生成"); }, state.number ? SLOW_BUILD : 0);
    return;
  }
  delete byId("desk").dataset.slow;
  const made = state.shown_made || state.made;
  if (phase === "failed") tell(state.pages.length ? `有错误，仍显示 ${clock(made)} 的版面` : "有错误，还没有版面");
  else tell(`已更新 ${state.seconds.toFixed(2)}秒`);
  byId("state").title = `${clock(state.made)} 排版，用时${state.seconds.toFixed(2)}秒`;
}

/** Whether the first pages are still being made. */
const isWaiting = () => !state.pages.length && state.phase !== "failed";

let faultRead = ""; // the error that the user has closed

/** The first error over the page, and what to do where there is no page yet. */
function showFault() {
  const errors = state.problems.filter((problem) => problem.severity === "error");
  const first = state.phase === "failed" ? errors[0] : undefined;
  const bar = byId("fault"), empty = byId("empty");
  if (!first) faultRead = "";
  bar.hidden = !first || !state.pages.length || faultRead === keyOf(first);
  if (first) fill(bar, [first, errors.length], () => [
    make("strong", {}, first.where || first.file),
    make("span", {}, ...rich(first.message)),
    ...openButtons(first, "fault"),
    errors.length > 1 ? make("span.quiet", {}, `共${errors.length}处错误`) : "",
    make("button.close", { type: "button", "aria-label": "关闭", onclick: () => { faultRead = keyOf(first); bar.hidden = true; } }, "×"),
  ].filter(Boolean));
  empty.hidden = state.pages.length > 0;
  document.querySelector(".zoom").hidden = !empty.hidden;
  const waiting = isWaiting();
  if (!empty.hidden) fill(empty, [waiting, first], () => [
    make("div.paper", { "aria-hidden": "true" }),
    make("h2", {}, waiting ? "正在第一次排版" : "还没有版面"),
    make("p.quiet", {}, waiting ? "马上就好" : "改好稿件，保存，或把稿件拖到这里；版面会自己出现，不用刷新"),
    first ? make("div.first", {}, make("strong", {}, first.where || shortName(first.file)), make("span", {}, ...rich(first.message)),
      first.hint ? make("p.hint", {}, ...rich(first.hint)) : "", ...openButtons(first, "empty")) : "",
  ].filter(Boolean));
}

// --- pages ---

/** A picture that is replaced only by one that is loaded and decoded; one request at a time. */
class Picture {
  constructor(holder, alt) {
    this.holder = holder;
    this.alt = alt;
    this.image = null;
    this.source = ""; // of what is shown
    this.wanted = "";
    this.loading = null; // a promise, while a request is under way
  }

  /** Show `source` as soon as it can be; `then` is called with the swap. The promise ends when nothing is under way. */
  want(source, then) {
    this.wanted = source;
    this.then = then;
    this.loading ||= this.load().finally(() => { this.loading = null; });
    return this.loading;
  }

  /** Show nothing. */
  drop() {
    this.wanted = this.source = "";
    if (this.image) this.image.remove();
    this.image = null;
  }

  async load() {
    while (this.wanted && this.wanted !== this.source) {
      const source = this.wanted;
      const image = make("img", { alt: this.alt, decoding: "sync", draggable: false, src: source });
      try {
        await image.decode();
      } catch {
        if (this.wanted === source) break; // asked again with the next state
        continue;
      }
      if (!this.wanted) break; // dropped meanwhile
      if (this.image) this.image.replaceWith(image);
      else {
        this.holder.querySelector(".waiting")?.remove();
        this.holder.prepend(image);
      }
      this.image = image;
      this.source = source;
      if (this.then) this.then();
    }
  }
}

/** One page on the stage: its picture, and what is drawn over it. */
class Sheet {
  constructor(number) {
    this.number = number;
    this.over = make("div.over", { "aria-hidden": "true" });
    this.element = make("figure.sheet", { "data-page": number }, make("span.waiting", { "aria-hidden": "true" }, `第${number}版`), this.over);
    this.picture = new Picture(this.element, `第${number}版的版面`);
    this.near = false;
    this.shown = null; // the page whose picture is shown
  }

  /** Take a page's new data; the picture follows when the sheet is near the window. */
  take(data) {
    if (this.shown && this.shown.picture === data.picture) this.shown = data;
    this.data = data;
  }

  resize(scale) {
    this.element.style.width = `${Math.round(this.data.width * scale)}px`;
    this.element.style.height = `${Math.round(this.data.height * scale)}px`;
  }

  ask() {
    if (!this.near || !this.data.picture) return null;
    const data = this.data;
    const shown = this.element.clientWidth || this.data.width;
    const width = Math.min(MOST_PICTURE, Math.max(32, Math.ceil(shown * devicePixelRatio)));
    return this.picture.want(`/pages/${data.picture}-${width}.png`, () => {
      const same = this.shown && this.shown.picture === data.picture; // at another width
      this.shown = data;
      if (same) return;
      this.mark();
      follow(this);
    });
  }

  /** The changed lines, over the picture that they belong to. */
  mark() {
    for (const old of this.over.querySelectorAll(".change")) old.remove();
    if (this.shown) for (const rect of this.shown.changed || []) this.lay("change", rect);
  }

  lay(kind, [x, y, width, height]) {
    const { width: across, height: down } = this.data;
    const box = make(`div.${kind}`);
    box.style.left = `${(100 * x) / across}%`;
    box.style.top = `${(100 * y) / down}%`;
    box.style.width = `${(100 * width) / across}%`;
    box.style.height = `${(100 * height) / down}%`;
    this.over.append(box);
    return box;
  }

  /** The point of the page, in points, at a place of the window. */
  point(event) {
    const box = this.element.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * this.data.width, y: ((event.clientY - box.top) / box.height) * this.data.height };
  }

  lines() {
    const digest = (this.shown || this.data).picture;
    if (!linesOf.has(digest)) linesOf.set(digest, ask(`/api/lines/${digest}`).catch(() => { linesOf.delete(digest); return []; }));
    return linesOf.get(digest);
  }
}

/** Ask for the pictures that are wanted: those in the window first. */
async function askForPictures() {
  const box = stage().getBoundingClientRect();
  const away = (sheet) => distance(sheet, { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 });
  const seen = sheets.filter((sheet) => { const at = sheet.element.getBoundingClientRect(); return at.bottom > box.top && at.top < box.bottom; });
  await Promise.all(seen.sort((a, b) => away(a) - away(b)).map((sheet) => sheet.ask()));
  for (const sheet of sheets) if (!seen.includes(sheet)) sheet.ask();
}

let settleTimer = 0;

/** The same once zooming rests. */
function askSettled() {
  clearTimeout(settleTimer);
  settleTimer = setTimeout(askForPictures, SETTLE);
}

let nearby = null; // watches which pages are in the window or a window's height away

function watchNearby() {
  nearby = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const sheet = sheets.find((each) => each.element === entry.target);
      if (sheet) sheet.near = entry.isIntersecting;
    }
    askForPictures();
  }, { root: stage(), rootMargin: "100% 0px" });
}

function showPages() {
  while (sheets.length > state.pages.length) {
    const sheet = sheets.pop();
    nearby.unobserve(sheet.element);
    sheet.element.remove();
  }
  while (sheets.length < state.pages.length) {
    const sheet = new Sheet(state.pages[sheets.length].number);
    sheets.push(sheet);
    byId("sheets").append(sheet.element);
  }
  state.pages.forEach((data, index) => sheets[index].take(data));
  layOut();
  for (const sheet of sheets) nearby.observe(sheet.element);
  askForPictures();
}

/** A window that is dragged to a screen of another density needs other pictures, though nothing else changes. */
function watchDensity() {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
    askSettled();
    watchDensity();
  }, { once: true });
}

const stage = () => byId("stage");

/** Pixels of the window to a point of a page. */
function scaleNow() {
  if (view.scale !== "fit") return Number(view.scale) * PX_PER_POINT;
  const room = getComputedStyle(byId("sheets"));
  const across = stage().clientWidth - parseFloat(room.paddingLeft) - parseFloat(room.paddingRight);
  const down = stage().clientHeight - parseFloat(room.paddingTop) - parseFloat(room.paddingBottom);
  const width = Math.max(...state.pages.map((data) => data.width)), height = Math.max(...state.pages.map((data) => data.height));
  const columns = isDouble() ? 2 : 1;
  return Math.max(0.05, Math.min((across - 3 * (columns - 1)) / (width * columns), down / height));
}

const isDouble = () => view.double && state.pages.length > 1;

function layOut() {
  if (!state || !state.pages.length || byId("desk").hidden) return;
  byId("sheets").classList.toggle("double", isDouble());
  byId("sheets").classList.toggle("facing", isDouble() && state.pages.length > 2); // page 1 stands alone, to the right
  const scale = scaleNow();
  for (const sheet of sheets) sheet.resize(scale);
  byId("double").setAttribute("aria-pressed", String(view.double));
  byId("turn").hidden = state.pages.length < 2;
  byId("fit").setAttribute("aria-pressed", String(view.scale === "fit"));
  byId("actual").setAttribute("aria-pressed", String(view.scale === "1"));
  const percent = view.scale === "fit" ? "100%" : `${Math.round(Number(view.scale) * 100)}%`;
  byId("actual").textContent = percent;
  byId("actual").setAttribute("aria-label", percent === "100%" ? "实际大小，100%" : `现在${percent}，回到实际大小`);
  look();
}

/** Set the scale ("fit" or a number), what is at `at` (or in the middle of the window) staying where it is. */
function zoom(scale, at) {
  if (!state || !state.pages.length) return;
  const box = stage().getBoundingClientRect();
  const where = at || { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  const sheet = nearest(where);
  const before = sheet.element.getBoundingClientRect();
  const across = (where.clientX - before.left) / before.width, down = (where.clientY - before.top) / before.height;
  view.scale = String(scale);
  kept.set("scale", view.scale);
  layOut();
  const after = sheet.element.getBoundingClientRect();
  if (scale === "fit") sheet.element.scrollIntoView({ block: "center", inline: "center" });
  else {
    stage().scrollLeft += after.left + across * after.width - where.clientX;
    stage().scrollTop += after.top + down * after.height - where.clientY;
  }
  askSettled();
}

function stepZoom(by, at) {
  const now = scaleNow() / PX_PER_POINT;
  const next = by > 0 ? SCALES.find((scale) => scale > now * 1.01) : [...SCALES].reverse().find((scale) => scale < now * 0.99);
  if (next) zoom(next, at);
}

function distance(sheet, { clientX, clientY }) {
  const box = sheet.element.getBoundingClientRect();
  const across = Math.max(box.left - clientX, 0, clientX - box.right), down = Math.max(box.top - clientY, 0, clientY - box.bottom);
  return Math.hypot(across, down);
}

const nearest = (where) => sheets.reduce((best, sheet) => (distance(sheet, where) < distance(best, where) ? sheet : best));

/** Which page is looked at: the one in the middle of the window. */
function look() {
  if (!sheets.length) return;
  const box = stage().getBoundingClientRect();
  const middle = { clientX: box.left + box.width / 2 - (isDouble() ? 4 : 0), clientY: box.top + box.height / 2 };
  page = nearest(middle).number;
  const total = state.pages.length;
  const last = isDouble() && page < total && !(total > 2 && page === 1) ? page + 1 : page; // of those side by side
  byId("where").textContent = `第${last > page ? `${page}、${last}` : page}版，共${total}版`;
  byId("previous").disabled = page <= 1;
  byId("next").disabled = last >= total;
  for (const gauge of byId("gauges").querySelectorAll(".gauge")) gauge.setAttribute("aria-current", String(Number(gauge.dataset.page) >= page && Number(gauge.dataset.page) <= last && total > 1));
}

function turnTo(number) {
  const sheet = sheets[Math.min(Math.max(number, 1), sheets.length) - 1];
  if (!sheet) return;
  sheet.element.scrollIntoView({ block: sheet.element.clientHeight > stage().clientHeight ? "start" : "center", inline: "center" });
  look();
}

/** A page on: in double pages by two. */
function turn(by) {
  turnTo(isDouble() ? page + (by > 0 ? 2 : -1) : page + by);
}

// --- lines of the pages ---

/** The line at a point of a page, or the one close by. */
function lineAt(lines, { x, y }) {
  const off = (line) => Math.hypot(Math.max(line.x - x, 0, x - line.x - line.width), Math.max(line.y - y, 0, y - line.y - line.height));
  let best = null;
  for (const line of lines) if (off(line) <= NEAR && (!best || off(line) < off(best))) best = line;
  return best;
}

async function find(sheet, event) {
  const point = sheet.point(event);
  const line = lineAt(await sheet.lines(), point);
  return line && { page: sheet.number, line };
}

function choose(found) {
  chosen = found;
  drawLines();
}

function drawLines() {
  for (const old of document.querySelectorAll(".over .under, .over .chosen, .over .spot")) old.remove();
  const lay = (kind, found, rect) => { const sheet = sheets[found.page - 1]; return sheet && sheet.lay(kind, rect); };
  const rect = ({ line }) => [line.x, line.y, line.width, line.height];
  if (hovered && !(chosen && chosen.line === hovered.line)) lay("under", hovered, rect(hovered));
  if (chosen) lay("chosen", chosen, rect(chosen));
  if (spot) for (const each of spot.spots) lay("spot", each, each.rect);
  showLine();
}

/** The line under the pointer, or the chosen one: whose it is, and where to mend it. */
function showLine() {
  const found = hovered || chosen;
  const line = found && found.line;
  byId("line").setAttribute("aria-live", found === chosen ? "polite" : "off");
  fill(byId("line"), [line, found === chosen], () => {
    if (!line) return [make("b", {}, "点版面任意一行"), make("span.quiet", {}, "：看它在哪篇稿件、第几行")];
    const at = [line.report, line.paragraph > 0 ? `第${line.paragraph}段` : ""].filter(Boolean).join(" ");
    return [
      make("div.at", {}, make("b", {}, at), make("span", {}, `${shortName(line.file)} ${lineName(line.file, line.line)}`)),
      make("div.do", {}, make("span.words", { title: line.text }, line.text), ...openButtons(line, "line")),
    ];
  });
}

const openWords = (file) => (shortName(file) === ISSUE_FILE ? `打开 ${ISSUE_FILE}` : "打开稿件");

/** Buttons that open a place's file, or copy its path. */
function openButtons(place, key) {
  if (!place.file) return [];
  return [
    make("button.link", { type: "button", "data-key": `${key}-open`, onclick: (event) => act(event.currentTarget, () => openFile(place)) }, openWords(place.file)),
    make("button.link", { type: "button", "data-key": `${key}-copy`, onclick: () => copy(place.file) }, "复制路径"),
  ];
}

async function openFile({ file, line }) {
  const answer = await send("/api/open", { file, line: line || 1 });
  if (!answer.opened && answer.path) await copy(answer.path, `${answer.words}\n路径已复制：${answer.path}`);
  else say(answer.words, answer.opened);
}

async function copy(text, words = `已复制：${text}`) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { value: text });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) return say(`浏览器不允许复制，请手工复制：${text}`, false);
  }
  return say(words);
}

/** After each change: what is known of lines is of the state before. */
function showLinesAnew() {
  linesOf.clear();
  const sheet = chosen && sheets[chosen.page - 1];
  if (sheet && sheet.shown === sheet.data) follow(sheet);
}

/** After a page's new picture: the chosen line is the same words, which may stand elsewhere now. */
async function follow(sheet) {
  if (hovered && hovered.page === sheet.number) hovered = null;
  if (chosen && chosen.page === sheet.number) {
    const { line } = chosen;
    const lines = await sheet.lines();
    const far = (other) => Math.abs(other.y - line.y) + Math.abs(other.x - line.x) / 4;
    const same = lines.filter((other) => other.report === line.report && (other.text === line.text || other.paragraph === line.paragraph));
    same.sort((a, b) => (b.text === line.text) - (a.text === line.text) || far(a) - far(b));
    if (lines.length && chosen && chosen.line === line) chosen = same.length ? { page: sheet.number, line: same[0] } : null;
  }
  drawLines();
}

/** The line before or behind the chosen one, on its page. */
async function chooseNext(by) {
  const sheet = sheets[(chosen ? chosen.page : page) - 1];
  if (!sheet) return;
  const lines = await sheet.lines();
  const at = chosen ? lines.findIndex((line) => line.y === chosen.line.y && line.x === chosen.line.x) : by > 0 ? -1 : lines.length;
  const line = lines[at + by];
  if (!line) return;
  hovered = null;
  choose({ page: sheet.number, line });
  reveal(sheet.over.querySelector(".chosen"));
}

/** Scroll what is drawn over a page into the window, if it is not there: with its whole page where that fits. */
function reveal(box) {
  const sheet = box.closest(".sheet");
  const seen = stage().getBoundingClientRect(), at = box.getBoundingClientRect();
  if (at.top < seen.top || at.bottom > seen.bottom || at.left < seen.left || at.right > seen.right)
    (sheet.clientHeight <= stage().clientHeight ? sheet : box).scrollIntoView({ block: "center", inline: "center" });
}

function listenToStage() {
  const area = stage();
  let press = null, asked = 0;
  area.addEventListener("pointerdown", (event) => {
    const box = area.getBoundingClientRect();
    const onBar = event.clientX - box.left > area.clientWidth || event.clientY - box.top > area.clientHeight; // a scroll bar
    if (event.button === 0 && event.pointerType !== "touch" && !onBar) press = { x: event.clientX, y: event.clientY, left: area.scrollLeft, top: area.scrollTop, moved: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!press) return;
    const x = event.clientX - press.x, y = event.clientY - press.y;
    if (!press.moved && Math.hypot(x, y) < 5) return;
    press.moved = true;
    area.classList.add("dragging");
    area.scrollLeft = press.left - x;
    area.scrollTop = press.top - y;
  });
  const release = () => { setTimeout(() => { press = null; }); area.classList.remove("dragging"); };
  window.addEventListener("pointerup", release);
  window.addEventListener("pointercancel", release);
  area.addEventListener("click", async (event) => {
    if (press && press.moved) return;
    const sheet = sheetOf(event.target);
    choose(sheet ? await find(sheet, event) : null);
  });
  area.addEventListener("pointermove", async (event) => {
    const sheet = sheetOf(event.target), turn = ++asked;
    if (event.pointerType === "touch" || (press && press.moved)) return;
    const found = sheet && (await find(sheet, event));
    if (turn !== asked || (found && hovered && found.line === hovered.line) || (!found && !hovered)) return;
    hovered = found;
    drawLines();
  });
  area.addEventListener("pointerleave", () => { asked++; if (hovered) { hovered = null; drawLines(); } });
  area.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const now = scaleNow() / PX_PER_POINT;
    const next = Math.min(SCALES[SCALES.length - 1], Math.max(0.1, now * Math.exp(-Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 100) * 0.0022)));
    zoom(Number(next.toFixed(3)), event);
  }, { passive: false });
  let framed = false;
  area.addEventListener("scroll", () => {
    if (framed) return;
    framed = true;
    requestAnimationFrame(() => { framed = false; look(); });
  });
  new ResizeObserver(() => {
    layOut();
    askSettled();
  }).observe(area);
}

const sheetOf = (target) => { const element = target.closest(".sheet"); return element && sheets.find((sheet) => sheet.element === element); };

// --- slides ---

let slideAt = 0;
let slideLarge = null; // Picture

const cards = []; // {button, words, picture}: the strip

function slideCard(index) {
  const words = make("span.words");
  const button = make("button", { type: "button", onclick: () => openSlide(index) }, words);
  return { button, words, picture: new Picture(button, "") };
}

function showSlides() {
  const { slides } = state;
  while (cards.length > slides.length) cards.pop().button.parentNode.remove();
  while (cards.length < slides.length) {
    cards.push(slideCard(cards.length));
    byId("slides").append(make("li", {}, cards[cards.length - 1].button));
  }
  slides.forEach((slide, index) => {
    const { button, words, picture } = cards[index];
    button.setAttribute("aria-label", `第${slide.number}张：${slide.title}`);
    fill(words, slide, () => [make("b", {}, slide.title), ...slide.words.slice(0, 3).map((each) => make("span", {}, each))]);
    const drawn = slide.picture || state.slides_by === "drawing"; // an earlier picture stays while the new one is drawn
    if (slide.picture) picture.want(`/slides/${slide.picture}.png`);
    else if (!drawn) picture.drop();
    button.classList.toggle("stale", !slide.picture && Boolean(picture.image));
  });
  const by = { words: "\n只列文字：本机没有 LibreOffice", drawing: "\n正在生成图片" }[state.slides_by] || "";
  byId("strip-words").textContent = slides.length ? `幻灯片${slides.length}张\n点一张看大图${by}` : "没有幻灯片";
  document.querySelector(".strip").hidden = !state.pages.length && !slides.length;
  if (byId("slide").open) drawSlide();
}

function openSlide(index) {
  slideAt = index;
  slideLarge = null;
  byId("slide-body").replaceChildren();
  byId("slide-body").told = "";
  drawSlide();
  byId("slide").showModal();
}

function drawSlide() {
  slideAt = Math.min(slideAt, state.slides.length - 1);
  const slide = state.slides[slideAt];
  if (!slide) return byId("slide").close();
  byId("slide-title").textContent = slide.title;
  byId("slide-where").textContent = `第${slide.number}张，共${state.slides.length}张`;
  byId("slide-previous").disabled = slideAt === 0;
  byId("slide-next").disabled = slideAt === state.slides.length - 1;
  const body = byId("slide-body");
  if (slide.picture) {
    if (!slideLarge) {
      body.replaceChildren();
      slideLarge = new Picture(body, `第${slide.number}张幻灯片`);
    }
    slideLarge.want(`/slides/${slide.picture}.png`);
  } else {
    slideLarge = null;
    body.replaceChildren(make("ol", {}, ...slide.words.map((words) => make("li", {}, words))));
  }
  cards.forEach(({ button }, index) => button.setAttribute("aria-current", String(index === slideAt)));
  return undefined;
}

/** Show the strip of slides, or leave its room to the page. */
function showStrip(on) {
  byId("slides").hidden = byId("strip-words").hidden = !on;
  byId("fold").textContent = on ? "收起" : "展开幻灯片";
  byId("fold").setAttribute("aria-expanded", String(on));
  kept.set("strip", on ? "" : "folded");
}

function turnSlide(by) {
  const next = slideAt + by;
  if (next < 0 || next >= state.slides.length) return;
  slideAt = next;
  drawSlide();
}

// --- the panel ---

const keyOf = (problem) => [problem.code, problem.file, problem.line, problem.message].join("|");

function showPanel() {
  byId("gauges").parentNode.hidden = !state.pages.length;
  fill(byId("gauges"), [state.pages.map((data) => [data.number, data.fill, data.words])], () => state.pages.map(gauge));
  byId("gauges").classList.toggle("many", state.pages.length > 6);
  look();
  fill(byId("ways"), state.ways, () => state.ways.map((way, index) => make("li", {},
    make("span", {}, ...rich(way.words)),
    ...(way.copy ? [make("button.copy", { type: "button", "data-key": `way-${index}`, "aria-label": `复制 ${way.copy}`, onclick: () => copy(way.copy) }, "复制")] : []))));
  const { error, warning, note } = state.counts;
  byId("problems-total").textContent = String(state.problems.length);
  byId("problems-counts").textContent = `错误${error} 警告${warning} 提醒${note}`;
  if (spot) {
    const same = state.problems.find((problem) => keyOf(problem) === spot.key);
    spot = same && same.spots.length ? { key: spot.key, spots: same.spots } : null;
    drawLines();
  }
  fill(byId("problems"), [state.problems, isWaiting()], () => (state.problems.length ? state.problems.map(problemItem) : [make("li.none", {}, isWaiting() ? "排好以后列在这里" : "没有问题")]));
  markProblem();
  fill(byId("outputs"), [state.outputs, day(Date.now() / 1000)], () => (state.outputs.length ? state.outputs.map(output)
    : [make("li.quiet", {}, "还没有生成成品；点“生成成品”，就存进输出文件夹")]));
  const words = [state.standing, state.summary, state.since].filter(Boolean).join("\n");
  byId("summary").hidden = !words;
  if (byId("summary-words").textContent !== words) byId("summary-words").textContent = words;
}

function gauge(data) {
  const bar = make("span.fill");
  bar.style.width = `${Math.round(100 * Math.min(1, Math.max(0, data.fill)))}%`;
  const kind = data.fill > 1.0005 ? ".overset" : data.free_lines > 0 ? ".loose" : "";
  return make("li", {}, make(`button.gauge${kind}`, { type: "button", "data-page": data.number, "data-key": `gauge-${data.number}`, onclick: () => turnTo(data.number) },
    make("span", {}, `第${data.number}版`), make("span.track", { "aria-hidden": "true" }, bar), make("span.words", {}, data.words)));
}

function problemItem(problem) {
  const key = keyOf(problem);
  const jump = problem.spots.length
    ? make("button.link", { type: "button", "data-key": `jump-${key}`, "aria-label": `到版面：${problem.message}`, onclick: () => jumpTo(problem) }, "到版面 →")
    : "";
  const opens = problem.file && (!jump || problem.severity === "error")
    ? make("button.link", { type: "button", "data-key": `open-${key}`, "aria-label": `${openWords(problem.file)}：${problem.message}`, onclick: (event) => act(event.currentTarget, () => openFile(problem)) }, openWords(problem.file)) : "";
  return make("li.problem", { "data-problem": key },
    make("div.problem-head", {}, make(`span.badge.${problem.severity}`, { title: problem.code }, problem.word), make("span", {}, problem.where),
      problem.where.includes(shortName(problem.file)) ? "" : make("span.file", { title: problem.file }, shortName(problem.file)), make("span.places", {}, opens, jump)),
    make("p.message", {}, ...rich(problem.message)),
    problem.severity !== "note" && problem.shown.trim() ? shownLine(problem) : "",
    problem.hint ? make("p.hint", {}, ...rich(problem.hint)) : "");
}

/** The source line around the column that a problem is about. */
function shownLine({ shown, column }) {
  const characters = [...shown], at = Math.max(0, column - 1), from = Math.max(0, at - 14), to = at + 26;
  const piece = (start, end) => characters.slice(start, end).join("");
  return make("code.shown", {}, (from ? "…" : "") + piece(from, at), make("mark", {}, characters[at] || " "), piece(at + 1, to) + (to < characters.length ? "…" : ""));
}

function jumpTo(problem) {
  spot = { key: keyOf(problem), spots: problem.spots };
  chosen = null;
  drawLines();
  const box = document.querySelector(".over .spot");
  if (box) reveal(box);
  markProblem();
}

function markProblem() {
  for (const item of byId("problems").children) item.classList.toggle("at", Boolean(spot) && item.dataset.problem === spot.key);
}

/** The next problem that has a place on a page. */
function nextProblem() {
  const placed = state.problems.filter((problem) => problem.spots.length);
  if (!placed.length) return say("没有能在版面上指出的问题");
  const at = spot ? placed.findIndex((problem) => keyOf(problem) === spot.key) : -1;
  jumpTo(placed[(at + 1) % placed.length]);
  byId("problems").querySelector(".at")?.scrollIntoView({ block: "nearest" });
  return undefined;
}

function output(made) {
  return make("li", {},
    make("a", { href: `/files/${encodeURIComponent(made.name)}`, download: made.name, "data-key": `output-${made.name}` }, made.name),
    make("span.quiet", {}, `${sized(made.bytes)}　${when(made.when)}`),
    made.current ? "" : make("span.stale", {}, "不是现在的版面"));
}

// --- what the buttons do ---

async function deliver() {
  await act(byId("deliver"), async () => {
    const answer = await send("/api/deliver", {});
    say(answer.words, answer.ok !== false);
    await refresh();
  });
  showHeader();
}

function paperOf({ width, height }) {
  const sides = [width, height].map((length) => (length / 72) * 25.4).sort((a, b) => a - b);
  const found = Object.entries(PAPERS).find(([, paper]) => paper.every((side, index) => Math.abs(side - sides[index]) < 2));
  return `${found ? `${found[0]}，` : ""}${Math.round(sides[0])}×${Math.round(sides[1])}毫米${width > height ? "，横向" : ""}`;
}

function openPrint() {
  const pages = state.pages.length;
  const facts = [
    ["纸张", paperOf(state.pages[0])],
    ["版数", `${pages}版` + (pages > 1 ? `，双面印${Math.ceil(pages / 2)}张` : "，单面印1张")],
    ["缩放", "实际大小（100%），不要选“适合纸张”"],
    ["双面", pages > 1 ? "沿长边翻转" : "不用"],
  ];
  if (state.phase === "failed") facts.push(["注意", `稿件有错误，印的是 ${clock(state.shown_made || state.made)} 的版面`]);
  byId("print-go").href = `/download/${state.print}?inline=1`;
  byId("print-facts").replaceChildren(...facts.map(([name, words]) => make("div", {}, make("dt", {}, name), make("dd", {}, words))));
  byId("print").showModal();
}

function toggleTheme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "light" : "dark";
  kept.set("theme", document.documentElement.dataset.theme);
}

function toggleDouble() {
  view.double = !view.double;
  kept.set("double", view.double ? "1" : "");
  const at = page;
  layOut();
  turnTo(at);
  askSettled();
}

function clear() {
  spot = chosen = hovered = null;
  drawLines();
  markProblem();
}

const KEYS = {
  "+": () => stepZoom(1), "=": () => stepZoom(1), "-": () => stepZoom(-1), "_": () => stepZoom(-1), "0": () => zoom("fit"), "1": () => zoom(1),
  ArrowLeft: () => turn(-1), ArrowRight: () => turn(1), d: toggleDouble, m: () => byId("sheets").classList.toggle("marks"), p: nextProblem, s: () => showStrip(byId("slides").hidden),
  j: () => chooseNext(1), k: () => chooseNext(-1), o: () => chosen && act(byId("help"), () => openFile(chosen.line)),
  g: () => byId("deliver").click(), t: toggleTheme, Escape: clear, "?": () => byId("keys").showModal(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || byId("desk").hidden) return;
  if (byId("slide").open && (event.key === "ArrowLeft" || event.key === "ArrowRight")) turnSlide(event.key === "ArrowLeft" ? -1 : 1);
  if (document.querySelector("dialog[open]") || event.target.closest("input, select, textarea")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!Object.hasOwn(KEYS, key)) return;
  event.preventDefault();
  KEYS[key]();
}

// --- the start page ---

const handed = []; // {file, good, and the elements that show it: item, words, progress}

async function openStart() {
  const [recent, usual] = await ask("/api/start").then((answer) => [answer.recent, answer.usual], () => [[], ""]);
  fill(byId("recent"), recent, () => (recent.length ? recent.map((issue) => make("li", {}, make("button", { type: "button", onclick: (event) => act(event.currentTarget, () => openIssue(issue.folder)) },
    make("b", {}, issue.name), make("span.path", { title: issue.folder }, `${issue.shown || issue.folder}　${when(issue.when)}`)))) : [make("li.quiet", {}, "还没有")]));
  byId("usual").textContent = usual ? `放在 ${usual}` : "";
  const name = `简报${day(Date.now() / 1000)}`;
  for (const id of ["bring-name", "new-name"]) if (!byId(id).value) byId(id).value = name;
  byId("start-back").hidden = !state || state.phase === "start";
}

async function leaveStart() {
  startShown = false;
  handed.length = 0;
  byId("uploads").replaceChildren();
  byId("bring").hidden = true;
  byId("bring-words").hidden = true;
  byId("say").replaceChildren();
  await refresh();
}

async function openIssue(folder) {
  await send("/api/issue", { folder });
  byId("told").hidden = true; // of the issue before
  await leaveStart();
}

/** Upload one file; its line in the list shows how far it is. */
function upload(entry) {
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of how far an upload is
    const finish = (words, good) => {
      entry.progress.remove();
      entry.words.textContent = words;
      entry.words.className = good ? "good" : "bad";
      entry.good = good;
      done();
    };
    request.open("PUT", `/api/upload/${encodeURIComponent(entry.file.name)}`);
    request.setRequestHeader("X-Bulletin", "1");
    request.upload.onprogress = (event) => { entry.progress.value = event.total ? event.loaded / event.total : 1; };
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* a refusal without words */ }
      finish(request.status < 300 ? "已收到" : answer.words || `程序未接受（${request.status}）`, request.status < 300);
    };
    request.onerror = () => finish("连不上程序，请再放一次", false);
    request.send(entry.file);
  });
}

/** Take files that were dropped or chosen, one upload after another. */
async function takeFiles(files) {
  const entries = [...files].map((file) => {
    const entry = { file, good: false, progress: make("progress", { max: 1, value: 0, "aria-label": `正在收 ${file.name}` }), words: make("span", {}, "等待") };
    entry.item = make("li", {}, make("span.file", {}, file.name), entry.words, entry.progress);
    return entry;
  });
  handed.push(...entries);
  byId("uploads").append(...entries.map((entry) => entry.item));
  for (const entry of entries) await upload(entry);
  byId("bring").hidden = !handed.some((entry) => entry.good);
  return entries;
}

/** Bring the uploaded files into an issue; what was understood is told on the desk, or the faults here. */
async function bringIn(folder) {
  const answer = await send("/api/import", { folder });
  const faults = answer.diagnostics || [], words = answer.words || [];
  if (answer.ok) {
    showTold(words, faults);
    await leaveStart();
    return;
  }
  if (byId("start").hidden) {
    showTold(words, faults);
    say("没有放进来，原因见右边", false);
    return;
  }
  const told = byId("bring-words");
  told.hidden = false;
  told.replaceChildren(...toldItems(words, faults));
}

function toldItems(words, faults) {
  return [
    ...faults.map((fault) => make("p", {}, make(`span.badge.${fault.severity}`, {}, fault.word), ` ${[fault.where, fault.message].filter(Boolean).join("　")}${fault.hint ? `（${fault.hint}）` : ""}`)),
    ...words.map((line) => make("p", {}, ...rich(line))),
  ];
}

function showTold(words, faults) {
  const box = byId("told");
  box.hidden = !(words.length || faults.length);
  box.replaceChildren(
    make("div.told-head", {}, make("h2", {}, "放进来的稿件"), make("button.close", { type: "button", "aria-label": "关闭", onclick: () => { box.hidden = true; } }, "×")),
    make("div.told-list", {}, ...toldItems(words, faults)));
}

function listenToFiles() {
  const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  let depth = 0;
  const veil = (on) => { byId("drop-veil").hidden = !on || byId("desk").hidden; byId("drop").classList.toggle("over-it", on); };
  window.addEventListener("dragenter", (event) => { if (carries(event)) { depth++; veil(true); } });
  window.addEventListener("dragleave", (event) => { if (carries(event) && --depth <= 0) { depth = 0; veil(false); } });
  window.addEventListener("dragover", (event) => { if (carries(event)) event.preventDefault(); });
  window.addEventListener("drop", async (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth = 0;
    veil(false);
    if (!byId("start").hidden) { await takeFiles(event.dataTransfer.files); return; }
    say("正在收稿件");
    const entries = await takeFiles(event.dataTransfer.files);
    const bad = entries.filter((entry) => !entry.good);
    if (bad.length) say(bad.map((entry) => `${entry.file.name}：${entry.words.textContent}`).join("\n"), false);
    if (bad.length < entries.length) await bringIn("").catch((error) => say(error.message, false));
    handed.length = 0;
    byId("uploads").replaceChildren();
  });
  byId("files").addEventListener("change", async (event) => {
    await takeFiles(event.target.files);
    event.target.value = "";
    if (!byId("bring").hidden) byId("bring-go").focus();
  });
  byId("bring-go").addEventListener("click", (event) => act(event.currentTarget, () => bringIn(byId("bring-name").value.trim())));
  byId("new-go").addEventListener("click", (event) => act(event.currentTarget, async () => {
    await send("/api/new", { folder: byId("new-name").value.trim() });
    byId("told").hidden = true;
    await leaveStart();
  }));
  byId("open-go").addEventListener("click", (event) => act(event.currentTarget, () => openIssue(byId("open-folder").value.trim())));
  for (const [field, button] of [["bring-name", "bring-go"], ["new-name", "new-go"], ["open-folder", "open-go"]])
    byId(field).addEventListener("keydown", (event) => { if (event.key === "Enter") byId(button).click(); });
  byId("again").addEventListener("click", () => { startShown = true; show(state); });
  byId("back").addEventListener("click", leaveStart);
}

// --- the connection ---

const connection = {
  source: null, attempt: 0, timer: 0,

  open() {
    this.close();
    this.source = new EventSource("/api/events");
    this.source.addEventListener("open", refresh);
    this.source.addEventListener("state", (event) => this.heard(JSON.parse(event.data)));
    this.source.addEventListener("error", () => this.failed(new Refused("", 0)));
  },

  close() {
    clearTimeout(this.timer);
    if (this.source) this.source.close();
    this.source = null;
  },

  heard({ number, phase, step }) {
    if (phase === "building" && state && state.phase !== "start" && number === state.number) showState(phase, step); // of another issue: its own
    else if (!state || number !== state.number || phase !== state.phase || phase === "good") refresh();
  },

  alive() {
    this.attempt = 0;
    byId("lost").hidden = true;
  },

  /** Say that the program does not answer, and try again, ever more rarely. */
  failed(error) {
    this.close();
    byId("lost").hidden = false;
    byId("lost-words").textContent = error.status === 403 ? "程序重新启动过，请用它新给出的网址打开"
      : error.status ? error.message
      : "与程序的连接断了，正在重连；屏幕上的版面还在。程序已关闭的话，请再运行一次 preview";
    this.timer = setTimeout(() => this.open(), RECONNECT[Math.min(this.attempt++, RECONNECT.length - 1)]);
  },
};

// --- beginning ---

const theme = kept.get("theme");
if (theme) document.documentElement.dataset.theme = theme;

function begin() {
  const on = (id, work) => byId(id).addEventListener("click", work);
  on("smaller", () => stepZoom(-1));
  on("larger", () => stepZoom(1));
  on("fit", () => zoom("fit"));
  on("actual", () => zoom(1));
  on("previous", () => turn(-1));
  on("next", () => turn(1));
  on("double", toggleDouble);
  on("deliver", deliver);
  on("print-open", openPrint);
  on("print-go", () => byId("print").close());
  on("help", () => byId("keys").showModal());
  on("fold", () => showStrip(byId("slides").hidden));
  on("slide-previous", () => turnSlide(-1));
  on("slide-next", () => turnSlide(1));
  on("settings", (event) => act(event.currentTarget, () => openFile({ file: ISSUE_FILE })));
  on("reconnect", () => { connection.attempt = 0; connection.open(); });
  for (const button of document.querySelectorAll(".theme")) button.addEventListener("click", toggleTheme);
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.querySelector(".close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); }); // beside it
  }
  byId("layout").addEventListener("change", ({ target }) => send("/api/layout", { name: target.value }).then(() => {
    say(`这次预览和生成成品用“${target.selectedOptions[0].text}”；以后也用，就在 issue.yaml 里写 版式: ${target.value}`);
  }, (error) => {
    say(error.message, false);
    byId("layout").told = "";
    showHeader();
  }));
  document.addEventListener("keydown", onKey);
  // A browser keeps six connections to one address: a tab that nobody sees lets its own go.
  document.addEventListener("visibilitychange", () => (document.hidden ? connection.close() : connection.open()));
  showStrip(kept.get("strip") !== "folded");
  showLine();
  watchDensity();
  watchNearby();
  listenToStage();
  listenToFiles();
  refresh();
  connection.open();
}

document.addEventListener("DOMContentLoaded", begin);
