// Copy link, the way into presenter mode, the about box, focus after a fix, one history entry per action of the reader,
// and the way back from a lost connection.

// Streamlit pushes a history entry for every single parameter that Python sets: a fix of three numbers would need
// Back three times, and a link whose bad parameters were turned away would stay in the history. So only the first
// change of the query after a click or a key press is pushed; the rest of that run replaces it. Selecting voxels
// never makes entries: nobody wants to go Back through twenty arrow keys.
let acted = false;
let quiet = new Set();

// The address may wait until the picture is there: to change it takes the browser 25 ms in which nothing is drawn.
const PATIENCE = 250; // ms
let entry = null; // what is to be written, and whether as an entry of its own

function installHistory() {
  if (window.history.conv3dt) return;
  const push = window.history.pushState.bind(window.history);
  for (const event of ["pointerdown", "keydown"]) {
    window.addEventListener(event, () => (acted = true), { capture: true, passive: true });
  }
  window.addEventListener("popstate", () => (entry = null), { capture: true });
  window.addEventListener("message", letGo);
  window.addEventListener("pagehide", writeAddress);
  window.history.pushState = (state, title, address) => {
    const target = new URL(address, document.baseURI);
    if (target.pathname !== window.location.pathname) {
      writeAddress();
      push(state, title, address);
      return;
    }
    const counts = acted && !onlyQuiet(target.searchParams);
    if (counts) acted = false;
    if (counts && entry?.counts) writeAddress(); // of the action before, which is a step Back of its own
    if (!entry) setTimeout(writeAddress, PATIENCE);
    entry = { write: counts || entry?.counts ? push : replace, counts: counts || entry?.counts, what: [state, title, address] };
  };
  window.history.conv3dt = writeAddress; // for whoever needs the address at once
}

// Streamlit pushes no address that the bar shows already, though another one may be waiting; but it tells of all.
function letGo({ source, data }) {
  if (source !== window || data?.type !== "SET_QUERY_PARAM") return;
  if (data.queryParams === window.location.search) entry = null;
}

function replace(...what) {
  window.history.replaceState(...what);
}

function writeAddress() {
  entry?.write(...entry.what);
  entry = null;
}

function onlyQuiet(after) {
  const before = new URLSearchParams(window.location.search);
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].every((name) => quiet.has(name) || before.get(name) === after.get(name));
}

function focusShape() {
  const shape = document.querySelector(".st-key-output-shape, .st-key-net-verdict, .st-key-lesson-text, [class*='st-key-answer-0'] input");
  if (!shape) return;
  if (shape.tagName !== "INPUT") shape.tabIndex = -1;
  const asked = shape.querySelector(".c3-ask");
  shape.focus({ preventScroll: Boolean(asked) });
  if (asked) showAnswer(asked);
}

// Where the picture is below the words, the question goes to the top: its answer and what it looks like follow. Beside
// the picture, no more is moved than it takes. At once: all that is seen there changes anyway.
function showAnswer(asked) {
  const isBelow = matchMedia("(max-width: 640px)").matches;
  const said = document.querySelector(".st-key-lesson-said");
  (isBelow ? asked : said ?? asked).scrollIntoView({ block: isBelow ? "start" : "nearest" });
}

// Another step begins at its beginning.
function follow(parent, place) {
  if (parent.place !== undefined && parent.place !== place) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  parent.place = place;
}

// Streamlit's frame speaks English; screen readers must know what the page speaks.
function speak({ lang, skip, frame }) {
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  const link = document.querySelector('[data-testid="stSkipToContent"]');
  if (link) link.textContent = skip;
  for (const [part, name] of Object.entries(frame)) document.querySelector(part)?.setAttribute("aria-label", name);
  const languages = document.querySelectorAll(".st-key-lang [role=radio]");
  ["en", "zh-CN"].forEach((own, at) => languages[at]?.setAttribute("lang", own));
}

// A server that was started anew knows no visitor, and Streamlit leaves the page as it is: then a number asks for the part
// of the page that it changes, nobody knows that part, and nothing happens. So who comes back asks for all of the page,
// and the values are taken from the address.
let cameBack = () => {};

function installReturn() {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || app.conv3dt) return;
  app.conv3dt = true;
  let connected = true;
  const look = () => {
    const was = connected;
    connected = app.dataset.testConnectionState === "CONNECTED";
    if (connected && !was) cameBack();
  };
  new MutationObserver(look).observe(app, { attributeFilter: ["data-test-connection-state"] });
}

// What the last box of the panel holds costs every change of the page, so it is drawn when the box is first opened.
const BOX = ".st-key-layer-box details[open]";
let opened = () => {};

function installBox() {
  if (document.conv3dtBox) return;
  document.conv3dtBox = true;
  document.addEventListener("toggle", ({ target }) => target.matches?.(BOX) && opened(), { capture: true });
}

export default function ({ data, parentElement, setTriggerValue }) {
  quiet = new Set(data.quiet);
  cameBack = () => setTriggerValue("back", true);
  opened = () => data.empty && setTriggerValue("opened", true);
  installHistory();
  installReturn();
  installBox();
  if (document.querySelector(BOX)) opened(); // a link opened it, or a server that is gone saw it opened
  speak(data);
  const [button, present, said] = [".copy", ".present", ".said"].map((part) => parentElement.querySelector(part));
  button.textContent = data.words.copy;
  button.onclick = async () => {
    await copy(here(), parentElement);
    say(said, data.words.copied);
  };
  share(parentElement, data, (address) => setTriggerValue("qr", address));
  about(parentElement, data);
  present.textContent = data.present;
  present.onclick = () => setTriggerValue("present", true);
  if (parentElement.fixes !== undefined && parentElement.fixes !== data.focus) focusShape();
  parentElement.fixes = data.focus;
  follow(parentElement, data.place);
}
