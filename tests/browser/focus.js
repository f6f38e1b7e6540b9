// What somebody sees who goes through a page with the keyboard. Gives one sentence a fault.
() => {
  const faults = [];
  const exit = document.querySelector(".exit");
  const stops = document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']");

  function isCovered(box) {
    const over = exit.getBoundingClientRect();
    return box.top >= over.top && box.bottom <= over.bottom
      && box.left >= over.left && box.right <= over.right;
  }

  for (const stop of stops) {
    if (!stop.checkVisibility()) continue;
    stop.focus({ focusVisible: true });
    const html = stop.outerHTML.replace(/\s+/g, " ").slice(0, 120);
    if (document.activeElement !== stop) {
      faults.push(`2.1.1: the keyboard does not reach ${html}`);
      continue;
    }
    const style = getComputedStyle(stop);
    const box = stop.getBoundingClientRect();
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2)
      faults.push(`2.4.7: the focus cannot be seen on ${html}`);
    if (box.width === 0 || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0)
      faults.push(`2.4.7: out of sight: ${html}`);
    if (exit && exit !== stop && isCovered(box)) faults.push(`2.4.11: the exit lies over ${html}`);
  }
  return faults;
}
