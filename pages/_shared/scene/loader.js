// The component's script as Streamlit sends it with every new picture: short, the view itself is fetched once.
let view;
const load = () => view ??= import(new URL('{url}', document.baseURI)).catch(error => { view = null; throw error; });

export default function (sent) {
  let gone = false, dispose;
  load().then(module => { if (!gone) dispose = module.default(sent); });
  return () => { gone = true; dispose?.(); };
}
