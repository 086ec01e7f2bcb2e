// The link, to take along: copied, or photographed from a dialog.

// What is in the address bar may be older than the address by a moment: see browser.js.
// Whoever opens the link wants the panel: it does not lead into presenter mode.
function here() {
  window.history.conv3dt?.();
  const [address, query = ""] = window.location.href.split("?");
  const kept = query.split("&").filter((part) => part !== "present=on").join("&");
  return kept ? `${address}?${kept}` : address;
}

async function copy(text, within) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Only https and localhost have a clipboard; a class that opens http://teacher:8501 has this.
    const area = Object.assign(document.createElement("textarea"), { value: text });
    within.append(area); // beside the button: outside an open dialog nothing can be selected
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

function say(where, words) {
  where.textContent = words;
  setTimeout(() => (where.textContent = ""), 2000);
}

// A button that opens the dialog; `ask` has Python draw the code of an address, which comes with later data.
function share(parent, { words, code }, ask) {
  const [button, dialog] = [".qr", ".c3-share"].map((part) => parent.querySelector(part));
  const [figure, note, text, take, close, taken] = [...dialog.querySelectorAll("figure, p, button, span")];
  button.textContent = words.qr;
  take.textContent = words.copy;
  close.textContent = words.close;
  const open = () => {
    const { asked, code } = parent.shared;
    if (asked !== code?.text) return;
    parent.shared.asked = null;
    figure.innerHTML = code.svg;
    figure.dataset.text = text.textContent = code.text;
    note.textContent = code.note;
    dialog.showModal();
  };
  parent.shared = { ...parent.shared, ...(code && { code }) };
  button.onclick = () => {
    parent.shared.asked = here();
    if (parent.shared.asked === parent.shared.code?.text) open();
    else ask(parent.shared.asked);
  };
  take.onclick = async () => {
    await copy(figure.dataset.text, dialog);
    say(taken, words.copied);
  };
  close.onclick = () => dialog.close();
  if (parent.shared.asked) open();
}
