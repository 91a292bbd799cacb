// Lists of values with bars; every value is a button that says whether it is selected.
function made(name, className, words, parent) {
  const element = document.createElement(name)
  if (className) element.className = className
  element.textContent = words
  parent.append(element)
  return element
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector("#lists"), drawn = JSON.stringify(data)
  root.send = setTriggerValue
  // What is drawn already stays: a button that is replaced between press and release gets no click.
  if (root.drawn === drawn) return
  root.drawn = drawn
  const focused = root.querySelector("button:focus")?.dataset.place
  root.replaceChildren()
  for (const list of data.lists) {
    const section = made("section", "", "", root)
    made("h4", "", list.title, section)
    const values = made("ul", "", "", section)
    for (const each of list.values) {
      const button = made("button", "", "", made("li", "", "", values))
      button.type = "button"
      button.dataset.place = `${list.name} ${each.value}`
      button.style.setProperty("--length", `${Math.round(100 * each.length)}%`)
      button.setAttribute("aria-pressed", String(each.chosen))
      button.setAttribute("aria-label", `${list.title} ${each.value}: ${each.tickets} tickets, ${each.share} ${data.wrong}`)
      button.title = `${each.value}: ${each.tickets} tickets, ${each.share} ${data.wrong}`
      made("span", "value", each.value, button)
      made("span", "tickets", each.tickets, button)
      made("span", "share", each.share, button)
      button.onclick = () => root.send("picked", { name: list.name, value: each.value })
      if (button.dataset.place === focused) button.focus()
    }
    if (list.more > 0) made("p", "more", `and ${list.more} more`, section)
  }
}
