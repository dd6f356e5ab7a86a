// One quiet voice for screen readers.
export function say(words) {
  const voice = document.getElementById("said");
  if (voice) voice.textContent = words;
}
