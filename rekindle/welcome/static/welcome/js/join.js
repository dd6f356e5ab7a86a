// The token stands behind the #, which browsers never send. Take it out of the address, then show the page it opens.
const form = document.querySelector("[data-join]");
const token = location.hash.slice(1);
if (token) {
  history.replaceState(null, "", location.pathname);
  form.elements.token.value = token;
  form.requestSubmit();
}
