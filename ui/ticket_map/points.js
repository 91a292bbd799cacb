// Tickets as points on a canvas. What is drawn around them, or a region's button, goes to the server as a polygon.
const SIDE = 1000, DOT = 2.2, NEAR = 12, STEP = 6, MAX_CORNERS = 60, MAX_ZOOM = 40, THEME_SET = 300, LINE = 14

const bytes = (packed) => Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0))

class TicketMap {
  constructor(parent, send) {
    this.canvas = parent.querySelector("#canvas")
    this.tip = parent.querySelector("#tip")
    this.legend = parent.querySelector("#legend")
    this.regions = parent.querySelector("#regions")
    this.how = parent.querySelector("#how")
    Object.assign(this, { send, zoom: 1, left: 0, top: 0, lasso: [], frame: 0 })
  }
  show(data) {
    if (data.map !== this.map) Object.assign(this, { map: data.map, zoom: 1, left: 0, top: 0 })
    this.data = data
    this.places = new Uint16Array(bytes(data.places).buffer)
    this.colours = bytes(data.colours)
    this.selected = bytes(data.selected)
    this.how.textContent = data.words.how
    for (const name of ["canvas", "legend", "regions"]) this[name].setAttribute("aria-label", data.words[name])
    this.drawLegend()
    this.drawRegions()
    this.draw()
  }
  // From the square of the map to the pixels of the canvas, and back.
  x(place) { return (place / SIDE - this.left) * this.zoom * this.canvas.clientWidth }
  y(place) { return (place / SIDE - this.top) * this.zoom * this.canvas.clientHeight }
  placeOf(event) {
    const box = this.canvas.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width / this.zoom + this.left
    const y = (event.clientY - box.top) / box.height / this.zoom + this.top
    return [x, y].map((part) => Math.round(Math.min(1, Math.max(0, part)) * SIDE))
  }
  draw() {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => this.paint())
  }
  paint() {
    const { canvas, data, places, colours, selected } = this
    const scale = window.devicePixelRatio || 1
    if (!canvas.clientWidth || !data) return
    canvas.width = canvas.clientWidth * scale
    canvas.height = canvas.clientHeight * scale
    const pen = canvas.getContext("2d"), theme = getComputedStyle(canvas)
    // Of the page as it is now: a reader may turn to the dark theme while the map stands.
    this.ink = theme.getPropertyValue("--st-text-color")
    this.paper = theme.getPropertyValue("--st-background-color")
    pen.scale(scale, scale)
    const dot = DOT * Math.min(2.5, Math.sqrt(this.zoom)) * (places.length > 30000 ? 0.8 : 1.2)
    // What is not selected lies below, and pale.
    for (const on of [0, 1]) {
      pen.globalAlpha = on ? 0.8 : 0.12
      for (let colour = 0; colour < data.names.length; colour++) {
        pen.fillStyle = data.shades[colour % data.shades.length]
        for (let i = 0; i < colours.length; i++) {
          if (colours[i] !== colour || selected[i] !== on) continue
          pen.fillRect(this.x(places[2 * i]) - dot / 2, this.y(places[2 * i + 1]) - dot / 2, dot, dot)
        }
      }
    }
    pen.globalAlpha = 1
    this.outline(pen, this.lasso.length ? this.lasso : data.area)
    this.words(pen)
  }
  outline(pen, corners) {
    if (corners.length < 2) return
    pen.beginPath()
    corners.forEach(([x, y]) => pen.lineTo(this.x(x), this.y(y)))
    pen.closePath()
    pen.strokeStyle = this.ink
    pen.lineWidth = 1.5
    pen.setLineDash([5, 4])
    pen.stroke()
    pen.setLineDash([])
  }
  isOff(region) { return this.y(region.y) < 0 || this.y(region.y) > this.canvas.clientHeight }
  words(pen) {
    pen.font = `600 12px ${getComputedStyle(this.canvas).fontFamily}`
    pen.textAlign = "center"
    pen.lineWidth = 4
    const taken = []
    for (const region of this.data.regions) {
      const words = region.terms.slice(0, 2).join(", "), x = this.x(region.x)
      const y = Math.min(this.canvas.clientHeight - 6, Math.max(LINE, this.y(region.y)))
      const half = pen.measureText(words).width / 2 + 4
      const meets = taken.some((t) => Math.abs(t.x - x) < t.half + half && Math.abs(t.y - y) < 16)
      if (!words || meets || x < half || x > this.canvas.clientWidth - half || this.isOff(region)) continue
      taken.push({ x, y, half })
      pen.strokeStyle = this.paper
      pen.strokeText(words, x, y)
      pen.fillStyle = this.ink
      pen.fillText(words, x, y)
    }
  }
  drawLegend() {
    this.legend.replaceChildren(...this.data.names.map((name, colour) => {
      const row = document.createElement("li"), dot = document.createElement("i")
      dot.style.background = this.data.shades[colour % this.data.shades.length]
      row.append(dot, name)
      return row
    }))
  }
  drawRegions() {
    this.regions.replaceChildren(...this.data.regions.filter((each) => each.outline.length > 2).map((region) => {
      const row = document.createElement("li"), button = document.createElement("button")
      button.type = "button"
      button.textContent = `${region.terms.join(", ") || this.data.words.no_terms} (${region.tickets.toLocaleString(this.data.language)})`
      button.setAttribute("aria-label", this.data.words.select_region.replace("{region}", button.textContent))
      button.onclick = () => this.send(region.outline)
      row.append(button)
      return row
    }))
  }
  begin(event) {
    if (event.button !== 0) return
    this.canvas.setPointerCapture(event.pointerId)
    this.from = event.shiftKey ? { x: event.clientX, y: event.clientY, left: this.left, top: this.top } : null
    this.lasso = this.from ? [] : [this.placeOf(event)]
    this.isDrawing = !this.from
  }
  move(event) {
    if (this.from) {
      this.left = this.from.left - (event.clientX - this.from.x) / this.canvas.clientWidth / this.zoom
      this.top = this.from.top - (event.clientY - this.from.y) / this.canvas.clientHeight / this.zoom
      return this.draw()
    }
    if (!this.isDrawing) return this.point(event)
    const [x, y] = this.placeOf(event), [lastX, lastY] = this.lasso.at(-1)
    if (Math.hypot(x - lastX, y - lastY) * this.zoom < STEP) return
    this.lasso.push([x, y])
    this.draw()
  }
  end() {
    const corners = this.lasso
    Object.assign(this, { lasso: [], from: null, isDrawing: false })
    const every = Math.ceil(corners.length / MAX_CORNERS)
    if (corners.length > 3) this.send(corners.filter((_, n) => n % every === 0))
    this.draw()
  }
  wheel(event) {
    event.preventDefault()
    const box = this.canvas.getBoundingClientRect()
    const x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height
    const zoom = Math.min(MAX_ZOOM, Math.max(1, this.zoom * Math.exp(-event.deltaY / 400)))
    this.left = zoom === 1 ? 0 : this.left + x / this.zoom - x / zoom
    this.top = zoom === 1 ? 0 : this.top + y / this.zoom - y / zoom
    this.zoom = zoom
    this.draw()
  }
  all() {
    Object.assign(this, { zoom: 1, left: 0, top: 0 })
    this.draw()
  }
  // The colour of the nearest point says what it is.
  point(event) {
    const box = this.canvas.getBoundingClientRect()
    const x = event.clientX - box.left, y = event.clientY - box.top
    let nearest = -1, least = NEAR * NEAR
    for (let i = 0; i < this.colours.length; i++) {
      const far = (this.x(this.places[2 * i]) - x) ** 2 + (this.y(this.places[2 * i + 1]) - y) ** 2
      if (far < least) [nearest, least] = [i, far]
    }
    this.tip.hidden = nearest < 0
    if (nearest < 0) return
    this.tip.textContent = this.data.names[this.colours[nearest]]
    this.tip.style.left = `${Math.min(x + 12, box.width - 150)}px`
    this.tip.style.top = `${Math.max(4, y - 30)}px`
  }
}

const maps = new WeakMap()

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const send = (polygon) => setTriggerValue("area", { polygon })
  let map = maps.get(parentElement)
  if (!map) maps.set(parentElement, (map = new TicketMap(parentElement, send)))
  map.send = send
  const { canvas } = map
  canvas.onpointerdown = (event) => map.begin(event)
  canvas.onpointermove = (event) => map.move(event)
  canvas.onpointerup = () => map.end()
  canvas.onpointerleave = () => { map.tip.hidden = true }
  canvas.ondblclick = () => map.all()
  canvas.onwheel = (event) => map.wheel(event)
  const watch = new ResizeObserver(() => map.draw())
  watch.observe(canvas)
  const themes = window.matchMedia("(prefers-color-scheme: dark)")
  const repaint = () => setTimeout(() => map.draw(), THEME_SET)
  themes.addEventListener("change", repaint)
  map.show(data)
  return () => {
    watch.disconnect()
    themes.removeEventListener("change", repaint)
  }
}
