// Making elements. Text is only ever set as text: names of campaigns and channels come from outside.

export const at = id => document.getElementById(id);

export function element(name, {className = '', text = '', title = ''} = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  if (title) made.title = title;
  made.append(...children);
  return made;
}

/** Fills a choice anew where its entries have changed, but never while somebody is choosing. */
export function options(select, entries, value) {
  const text = JSON.stringify(entries);
  if (select.dataset.entries !== text && document.activeElement !== select) {
    select.dataset.entries = text;
    select.replaceChildren(...entries.map(([id, name]) => Object.assign(element('option', {text: name}), {value: id})));
  }
  if (document.activeElement !== select) select.value = value;
}
