// What a set of answers comes to. `questions`: [{key, group, wanted}]; `answers`: Map of key to value. One that is missing is not clear.
export function outcome(questions, answers) {
  const open = questions.filter(({ key, wanted }) => answers.get(key) !== wanted);
  return {
    clear: questions.length > 0 && open.length === 0,
    life: open.some(({ group }) => group === "life"),
    other: open.some(({ group }) => group !== "life"),
    children: open.some(({ group }) => group === "children"),
    ownHands: open.some(({ key }) => key === "own-hands"),
  };
}
