// A button that opens the about box; the server hears nothing of it.
function about(parent, { about: { name, title, text, versions }, words }) {
  const [button, dialog] = [".about", ".c3-about"].map((part) => parent.querySelector(part));
  const [heading, paragraph, list, close] = dialog.querySelectorAll("h2, p, ul, button");
  button.textContent = name;
  heading.textContent = title;
  paragraph.textContent = text;
  list.replaceChildren(...versions.map((version) => Object.assign(document.createElement("li"), { textContent: version })));
  close.textContent = words.close;
  button.onclick = () => dialog.showModal();
  close.onclick = () => dialog.close();
}
