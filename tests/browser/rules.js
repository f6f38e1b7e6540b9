// What WCAG 2.2 asks of a page, as far as a page can be measured. Gives one sentence a fault.
() => {
  const faults = [];
  const say = (rule, element, what) => faults.push(`${rule}: ${what} ${shown(element)}`);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const words = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

  function shown(element) {
    return element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  }

  function isVisible(element) {
    const box = element.getBoundingClientRect();
    return element.checkVisibility() && box.width > 0 && box.height > 0 && box.right > 0;
  }

  const SKIPPED = "input[type=hidden], script, style, head *";
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const controls = all(CONTROLS).filter(isVisible);

  // 1.1.1, 1.3.1, 4.1.2: a name for everything that is used or that is a picture.
  function nameOf(element) {
    const by = element.getAttribute("aria-labelledby");
    if (by) return by.split(" ").map((id) => words(document.getElementById(id))).join(" ");
    if (element.getAttribute("aria-label")) return element.getAttribute("aria-label");
    if (element.labels?.length) return [...element.labels].map(words).join(" ");
    return element.matches("input, select, textarea, nav, [role=img]") ? "" : words(element);
  }
  for (const element of [...controls, ...all("[role=img], nav, [aria-labelledby]")])
    if (!nameOf(element)) say("4.1.2", element, "has no name:");
  for (const group of all("fieldset"))
    if (!words(group.querySelector("legend"))) say("1.3.1", group, "has no legend:");
  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at)))
    faults.push(`4.1.2: two elements are called #${id}`);

  // 1.3.1, 2.4.6: one h1, and no level is left out on the way down.
  const headings = all("h1, h2, h3, h4, h5, h6").filter(isVisible);
  if (headings.filter((one) => one.tagName === "H1").length !== 1)
    faults.push("1.3.1: the page has not one h1");
  headings.reduce((before, one) => {
    const level = Number(one.tagName[1]);
    if (level > before + 1) say("1.3.1", one, "leaves a level out:");
    if (!words(one)) say("2.4.6", one, "is empty:");
    return level;
  }, 0);
  for (const table of all("table"))
    if (!table.querySelector("th[scope]")) say("1.3.1", table, "has no headers:");

  // 2.4.1, 2.4.2, 3.1.1: where one is, and past what is the same everywhere.
  if (document.title !== "Värn") faults.push(`2.4.2: the title says ${document.title}`);
  if (!["sv", "en"].includes(document.documentElement.lang)) faults.push("3.1.1: no language");
  if (all("main").length !== 1) faults.push("1.3.1: the page has not one main");
  const first = all(CONTROLS)[0];
  if (!first?.matches("a.skip") || !document.querySelector(first.getAttribute("href")))
    faults.push("2.4.1: nothing leads past the head first");

  // 2.4.3: the tab key follows the page.
  for (const element of all("[tabindex]"))
    if (element.tabIndex > 0) say("2.4.3", element, "is reached out of order:");

  // 1.3.5: the browser may fill in what it knows of her.
  const KNOWN = {
    mail: ["email", "username"], given: ["given-name"], surname: ["family-name"],
    code: ["one-time-code", "off"], factor: ["one-time-code"], name: ["name", "off"],
    password: ["current-password", "new-password"], private: ["tel email", "off"],
  };
  for (const field of all("input[name]")) {
    const purposes = KNOWN[field.name];
    if (purposes && field.type !== "hidden" && !purposes.includes(field.autocomplete))
      say("1.3.5", field, "does not say what it is for:");
  }

  // 3.3.1, 3.3.2: a fault is told at its field and in a list that leads to it; hints are bound.
  for (const field of all("[aria-describedby]"))
    for (const id of field.getAttribute("aria-describedby").split(" "))
      if (!words(document.getElementById(id))) say("1.3.1", field, `#${id} says nothing for`);
  const wrong = all("[aria-invalid=true]");
  const summary = document.querySelector(".problems[role=alert]");
  const links = summary ? [...summary.querySelectorAll('a[href^="#"]')] : [];
  if (wrong.length && !links.length) say("3.3.1", wrong[0], "no list of faults leads to");
  if (summary && document.querySelector("main .field") && !links.length)
    say("3.3.1", summary, "leads to no field:");
  for (const link of links) {
    const target = document.querySelector(link.getAttribute("href"));
    if (!target) say("3.3.1", link, "leads nowhere:");
    else if (!target.matches("input, select, textarea, [tabindex]"))
      say("3.3.1", link, "leads to nothing that takes the focus:");
  }

  // 2.5.8: 24 px for a finger, but in a sentence; ours: 44 px for what is a button.
  for (const element of controls) {
    if (element.matches(".skip")) continue;
    const box = (element.closest("label") ?? element).getBoundingClientRect();
    const isButton = element.matches("button, .button");
    const inSentence = element.matches("a:not(.button)") && words(element) !== words(element.parentElement);
    const least = isButton ? 44 : inSentence ? 0 : 24;
    if (box.width < least || box.height < least)
      say("2.5.8", element, `${Math.round(box.width)}×${Math.round(box.height)} px is too small:`);
  }

  // 1.4.3, 1.4.11: contrast of words, and of the edges of what is used.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  function channels(colour) {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(colour);
  }
  function luminance(rgb) {
    const [r, g, b] = rgb.map((one) => one / 255).map((one) =>
      one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [low, high] = [luminance(one.slice(0, 3)), luminance(other.slice(0, 3))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }
  function behind(element) {
    for (let one = element; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return channels("white");
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = new Set();
  while (walker.nextNode())
    if (walker.currentNode.data.trim()) texts.add(walker.currentNode.parentElement);
  for (const element of texts) {
    if (!isVisible(element) || element.matches(SKIPPED) || element.closest("svg, .skip")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(channels(style.color), behind(element));
    if (ratio < (isLarge ? 3 : 4.5)) say("1.4.3", element, `contrast ${ratio.toFixed(2)}:`);
  }
  for (const element of all("button, .button, input:not([type=hidden]), select, textarea").filter(isVisible)) {
    if (element.matches("[type=checkbox], [type=radio], [type=file]")) continue; // the browser's own
    const style = getComputedStyle(element);
    const around = behind(element.parentElement);
    const edge = contrast(channels(style.borderTopColor), around);
    const face = contrast(behind(element), around);
    if (Math.max(edge, face) < 3) say("1.4.11", element, "cannot be told from what is around it:");
  }

  // 1.4.10, 1.4.4: nothing hangs out at the side.
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width)
    for (const element of all("body *").filter(isVisible))
      if (element.getBoundingClientRect().right > width + 1 && !element.closest("table, .skip"))
        say("1.4.10", element, "hangs out at the side:");
  return faults;
}
