// The keys of presenter mode. A lesson's steps and answers come first, unless the key is somebody else's: a field's, a
// focused button's, the scene's where the reader went to it with the keyboard. What nobody has is the scene's.
const STEPS = { " ": "lesson-next", ArrowRight: "lesson-next", PageDown: "lesson-next", ArrowLeft: "lesson-back", PageUp: "lesson-back" };
const FIELD = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable]:not([contenteditable=false])";
const OPEN = "dialog[open], [role=dialog], [role=listbox], [role=menu], [data-baseweb=popover]"; // has the keys while it is there
const MOVED = "input, [role=radio], [role=tab], [role=slider]"; // arrows are theirs
const PRESSED = `button, a, summary, ${MOVED}`; // Space is theirs

const isOpen = () => [...document.querySelectorAll(OPEN)].some((part) => part.checkVisibility());

// The button a key presses in the lesson, if it is there.
function buttonOf(key) {
  const name = STEPS[key] ?? (/^[1-9]$/.test(key) ? `lesson-answer-${key}` : null);
  const found = name && document.querySelector(`.st-key-${name} button`);
  return found?.checkVisibility() && !found.disabled ? found : null;
}

function isTaken(key, target) {
  if (target.closest(FIELD)) return true;
  if (!STEPS[key]) return false;
  const scene = target.closest(".c3-scene");
  return Boolean(target.closest(key === " " ? PRESSED : MOVED) || (scene && !scene.classList.contains("pointed")));
}

function press(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || key === "Escape" || isOpen()) return;
  const button = isTaken(key, target) ? null : buttonOf(key);
  if (button) {
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) button.click();
  } else if (target === document.body || (/^[1-4]$/.test(key) && !target.closest(`${FIELD}, .c3-scene`))) {
    forward(event);
  }
}

function forward(event) {
  const { key, shiftKey } = event, scene = document.querySelector(".c3-scene");
  if (scene && !scene.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, cancelable: true }))) event.preventDefault();
}

function listen(leave) {
  const listening = new AbortController(), { signal } = listening;
  let wasOpen;
  // First of all, and for Escape last: it closes what is open, and clears what is marked in the scene, before it leaves.
  window.addEventListener("keydown", (event) => { wasOpen = isOpen(); press(event); }, { signal, capture: true });
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !wasOpen && !event.target.closest(FIELD)) leave();
  }, { signal });
  return () => listening.abort();
}

export default function ({ data, parentElement, setTriggerValue }) {
  for (const part of parentElement.querySelectorAll("[data-key]")) part.textContent = data.keys[part.dataset.key];
  document.documentElement.style.setProperty("--c3-space", JSON.stringify(data.keys.space));
  const leave = () => setTriggerValue("leave", true);
  parentElement.querySelector(".leave").onclick = leave;
  share(parentElement, data, (address) => setTriggerValue("qr", address));
  parentElement.unlisten?.();
  parentElement.unlisten = listen(leave);
  return () => parentElement.unlisten();
}
