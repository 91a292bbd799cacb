// Columns: the name is a button that writes itself into the editor; below it what the column holds.
function made(name, className, words, parent) {
  const element = document.createElement(name)
  if (className) element.className = className
  element.textContent = words
  parent.append(element)
  return element
}

function drawBars(column, row) {
  if (!column.bars?.length) return
  if (column.histogram) {
    const first = column.bars[0].label.split(" to ")[0], last = column.bars.at(-1).label.split(" to ")[1]
    const bars = made("div", "bars", "", row)
    bars.setAttribute("role", "img")
    bars.setAttribute("aria-label", `Histogram from ${first} to ${last}`)
    for (const each of column.bars) {
      const bar = made("i", "", "", bars)
      bar.style.height = `${Math.round(100 * each.length)}%`
      bar.title = `${each.label}: ${each.share}`
    }
    made("div", "type", `${first} to ${last}`, row)
    return
  }
  const values = made("ul", "values", "", row)
  for (const each of column.bars) {
    const value = made("li", "", "", values)
    value.style.setProperty("--length", `${Math.round(100 * each.length)}%`)
    value.title = each.label
    made("span", "", each.label, value)
    made("span", "", each.share, value)
  }
}

export default function (component) {
  const { data, parentElement } = component
  const root = parentElement.querySelector("#columns")
  root.replaceChildren()
  for (const column of data.columns) {
    const row = made("li", "", "", root)
    const head = made("div", "head", "", row)
    const button = made("button", "", column.name, head)
    button.type = "button"
    button.setAttribute("aria-label", `Write ${column.name} into the query`)
    // The field keeps its caret: the press itself takes no focus.
    button.onmousedown = (event) => event.preventDefault()
    button.onclick = () => window.dispatchEvent(new CustomEvent("routecase-insert", { detail: column.name }))
    made("span", "type", column.type, head)
    if (column.counts) made("span", "counts", column.counts, head)
    if (column.says) made("div", "says", column.says, row)
    drawBars(column, row)
  }
}
