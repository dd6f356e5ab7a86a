// One country at a time. All of them are in the page, so choosing one asks nobody.
export function lines(box) {
  const select = box.querySelector("select");
  const show = () => {
    for (const country of box.querySelectorAll("[data-country]")) country.hidden = country.dataset.country !== select.value;
  };
  box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  box.querySelector("[data-show-country]").hidden = true;
  select.removeAttribute("name");
  select.addEventListener("change", show);
  show();
}

// The lines that fit come first in every country, in the order of `kinds`.
export function first(box, ...kinds) {
  for (const list of box.querySelectorAll("[data-country] .lines")) {
    list.prepend(...kinds.flatMap((kind) => [...list.querySelectorAll(`[data-kind="${kind}"]`)]));
  }
}
