// Puts the offered words into the field; without this they are copied by hand.
const button = document.querySelector("[data-use]");
const field = document.getElementById(button.dataset.use);
button.hidden = false;
button.addEventListener("click", () => {
  field.value = document.getElementById("offered").textContent.trim();
  field.type = "text";
  field.focus();
});
field.form.addEventListener("submit", () => { field.type = "password"; });
