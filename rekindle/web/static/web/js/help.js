// One country at a time. Which one is kept nowhere: the choice is gone with the page.
for (const box of document.querySelectorAll("[data-help]")) {
  const countries = [...box.querySelectorAll("details")];
  if (countries.length < 2) continue;
  const select = document.createElement("select");
  select.add(new Option("All countries", ""));
  for (const [at, country] of countries.entries()) select.add(new Option(country.querySelector("summary").textContent, at));
  select.addEventListener("change", () => {
    for (const [at, country] of countries.entries()) {
      country.hidden = select.value !== "" && select.value !== String(at);
      country.open = select.value === String(at);
    }
  });
  const label = document.createElement("label");
  label.append("Where are you?", select);
  countries[0].parentElement.before(label);
}
