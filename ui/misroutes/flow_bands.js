// Bands between two columns of categories, named outside. Every band and every category is a button.
const SVG = "http://www.w3.org/2000/svg"
const NODE = 14, GAP = 14, LEAST = 3, ROW = 34, MARGIN = 8, BESIDE = 8, MAX_NAMES = 0.34

function made(name, attributes, parent) {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  parent.append(element)
  return element
}

function column(ways, side) {
  const totals = new Map()
  for (const way of ways) totals.set(way[side], (totals.get(way[side]) ?? 0) + way[2])
  return totals
}

function placed(totals, height) {
  const sum = [...totals.values()].reduce((a, b) => a + b, 0)
  const scale = Math.max(0, height - GAP * (totals.size - 1)) / Math.max(1, sum)
  const places = new Map()
  let y = MARGIN
  for (const [name, n] of totals) {
    const tall = Math.max(LEAST, n * scale)
    places.set(name, { y, tall, next: y, scale: tall / n })
    y += tall + GAP
  }
  return places
}

// How wide words are in the font of the picture, in its units.
function ruler(root) {
  const canvas = document.createElement("canvas").getContext("2d")
  canvas.font = getComputedStyle(root).font
  return (words) => canvas.measureText(words).width
}

function short(words, most, wide) {
  if (wide(words) <= most) return words
  let kept = words.length
  while (kept > 1 && wide(`${words.slice(0, kept)}…`) > most) kept -= 1
  return `${words.slice(0, kept)}…`
}

function button(element, label, act) {
  element.setAttribute("role", "button")
  element.setAttribute("tabindex", "0")
  element.setAttribute("aria-label", label)
  made("title", {}, element).textContent = label
  element.onclick = act
  element.onkeydown = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    act()
  }
}

function draw(root, data, pick) {
  const { ways, sides, colours, words: said } = data
  const counted = (what, n) => said.count.replace("{tickets}", n.toLocaleString(data.language)).replace("{what}", what)
  const width = Math.max(260, root.clientWidth)
  const starts = column(ways, 0), ends = column(ways, 1)
  const height = Math.max(200, ROW * Math.max(starts.size, ends.size))
  const colour = (name) => colours[name]
  const wide = ruler(root), longest = Math.ceil(Math.max(...Object.keys(colours).map(wide)))
  const names = Math.min(longest, width * MAX_NAMES), beside = names + BESIDE
  const svg = document.createElementNS(SVG, "svg")
  svg.setAttribute("viewBox", `0 0 ${width} ${height + 2 * MARGIN + GAP}`)
  const left = placed(starts, height), right = placed(ends, height)
  const middle = width / 2
  for (const [start, finish, n] of ways) {
    const a = left.get(start), b = right.get(finish)
    const tallA = n * a.scale, tallB = n * b.scale, x0 = beside + NODE, x1 = width - beside - NODE
    const path = `M${x0},${a.next} C${middle},${a.next} ${middle},${b.next} ${x1},${b.next} `
      + `L${x1},${b.next + tallB} C${middle},${b.next + tallB} ${middle},${a.next + tallA} ${x0},${a.next + tallA} Z`
    a.next += tallA
    b.next += tallB
    const band = made("path", { d: path, class: "band", fill: colour(start) }, svg)
    button(band, counted(`${start} → ${finish}`, n), () => pick({ start, finish }))
  }
  for (const [side, places, totals] of [[0, left, starts], [1, right, ends]]) {
    for (const [name, at] of places) {
      const x = side ? width - beside - NODE : beside
      const end = made("rect", { x, y: at.y, width: NODE, height: at.tall, class: "end", fill: colour(name) }, svg)
      const picked = side ? { finish: name } : { start: name }
      button(end, counted(`${sides[side]} ${name}`, totals.get(name)), () => pick(picked))
      const words = made("text", {
        x: side ? width - beside + BESIDE : beside - BESIDE, y: at.y + at.tall / 2, "dominant-baseline": "middle",
        "text-anchor": side ? "start" : "end", "aria-hidden": "true",
      }, svg)
      words.textContent = short(name, names, wide)
    }
  }
  root.replaceChildren(svg)
  root.setAttribute("aria-label", said.all.replace("{starts}", sides[0]).replace("{finishes}", sides[1]))
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector("#bands")
  root.send = setTriggerValue
  // What is drawn already stays: a band that is replaced between press and release gets no click.
  const again = () => {
    const drawn = `${root.clientWidth} ${document.fonts.status} ${JSON.stringify(data)}`
    if (root.drawn === drawn) return
    root.drawn = drawn
    draw(root, data, (picked) => root.send("picked", picked))
  }
  const watch = new ResizeObserver(again)
  watch.observe(root)
  again()
  document.fonts.ready.then(again)
  return () => watch.disconnect()
}
