// Sorts every table by every column, both ways, and tells for each table what became of it.
() => {
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const tables = [...document.querySelectorAll("main table")].filter((one) => one.tHead?.querySelector("button"));
  return tables.map((table) => {
    const rows = () => [...table.tBodies[0].rows];
    const before = rows().map(text).sort();
    const sorts = [];
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = head.querySelector("button");
      for (let time = 0; button && time < 2; time++) {
        button.click();
        const others = table.querySelectorAll("[aria-sort]").length - 1;
        const cells = rows().map((row) => (row.cells[column] ? text(row.cells[column]) : ""));
        sorts.push({ column, way: head.getAttribute("aria-sort"), others, cells });
      }
    });
    return { sorts, isSame: JSON.stringify(rows().map(text).sort()) === JSON.stringify(before) };
  });
}
