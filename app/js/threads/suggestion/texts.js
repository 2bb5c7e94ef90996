// The words that the server gives these scripts, and a short way to elements that say them.

export function texts(name, values = {}) {
  const all = JSON.parse(document.querySelector(".threads-together").dataset.texts);
  return all[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

/** An element of that name and class, with children. */
export function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** Words for who hears the page. */
export const aloud = (words) => make("span", "visually-hidden", words);

export function button(className, words, act) {
  const made = make("button", className, words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
