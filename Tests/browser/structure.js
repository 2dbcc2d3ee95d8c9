// The elements of a page with all that a name must not change: tags, classes, ids, links, the names of attributes.
// Whether a drawing finds room for a label depends on the label's length: labels are left out.
() => {
  const lines = [];
  const walk = (element, depth) => {
    if (element.closest("svg") && element.matches("text, tspan, .leader, .halo")) return;
    const attributes = [...element.attributes].map((one) => one.name).sort().join(" ");
    const link = element.getAttribute("href") ?? "";
    lines.push(`${depth} ${element.tagName} #${element.id} .${element.className.baseVal ?? element.className} [${attributes}] ${link}`);
    for (const child of element.children) walk(child, depth + 1);
  };
  walk(document.documentElement, 0);
  return lines;
}
