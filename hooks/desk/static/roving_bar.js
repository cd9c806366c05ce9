// A toolbar is one stop of the Tab key: arrows, Home and End go from button to button within it.

/** Let `bar` be a toolbar of `buttons`, of which the first is the stop; return what makes another one the stop. */
export function roving(bar, buttons) {
  const stopAt = (stop) => {
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  };
  bar.setAttribute("role", "toolbar");
  bar.addEventListener("keydown", (event) => {
    const seen = buttons.filter((button) => !button.hidden);
    const at = seen.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + seen.length, Home: 0, End: seen.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    stopAt(seen[to % seen.length]);
    seen[to % seen.length].focus();
  });
  const onClick = ({ target }) => buttons.includes(target.closest("button")) && stopAt(target.closest("button"));
  bar.addEventListener("click", onClick, { capture: true }); // before the button does its work, which may hide it
  stopAt(buttons[0]);
  return stopAt;
}
