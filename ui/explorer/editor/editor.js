// A text area over a painted copy of itself, with completions; Ctrl+Enter or Cmd+Enter runs the query.
const KEYWORDS = new Set(("all and any as asc asof at between by case cast columns count cross cube current date_trunc desc describe " +
  "distinct else end except exclude exists explain analyze false filter following for from full glob group grouping having if ilike in " +
  "include inner intersect interval into is join lateral left like limit materialized natural not null nulls offset on only or order " +
  "outer over partition pivot positional preceding qualify range recursive replace right rollup row rows sample select semi anti sets " +
  "show similar some summarize table tablesample then to true try_cast unbounded union unnest unpivot using value values when where " +
  "window with within name").split(" "))
const PIECES = /(--[^\n]*|\/\*[^]*?(?:\*\/|$))|('(?:[^']|'')*(?:'|$))|("(?:[^"]|"")*(?:"|$))|(\$[A-Za-z_]\w*)|\b(\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)\b|([A-Za-z_]\w*)/gi
const LEAST = 7, MOST = 22, PAUSE = 400, INDENT = "  "

// fault: the place of a mistake in the statement, -1 for none.
function paint(target, sql, fault) {
  const parts = document.createDocumentFragment()
  let from = 0
  const plain = (text) => text && parts.append(document.createTextNode(text))
  for (const found of sql.matchAll(PIECES)) {
    const [word, comment, string, , parameter, number, name] = found
    const kind = comment ? "comment" : string ? "string" : parameter ? "parameter" : number ? "number"
      : name && KEYWORDS.has(name.toLowerCase()) ? "keyword" : ""
    plain(sql.slice(from, found.index))
    const wrong = fault >= found.index && fault < found.index + word.length
    if (kind || wrong) {
      const span = document.createElement("span")
      span.className = wrong ? `${kind} fault` : kind
      span.textContent = word
      parts.append(span)
    } else plain(word)
    from = found.index + word.length
  }
  plain(sql.slice(from) + "\n")
  target.replaceChildren(parts)
}

function placeOf(sql, fault) {
  if (!fault) return -1
  const lines = sql.split("\n").slice(0, fault.line - 1)
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + fault.column - 1
}

// The list below the caret. Where nothing is proposed it is hidden.
class Proposals {
  constructor(list, words) {
    Object.assign(this, { list, words, items: [], chosen: 0, from: 0 })
  }
  get open() { return !this.list.hidden }
  // Enter ends a line unless a word was begun or a proposal chosen; else "SELECT 1" became "SELECT 1ALL".
  get isWanted() { return this.chosen > 0 || this.words.selectionStart > this.from }
  show(vocabulary) {
    const at = this.words.selectionStart
    const { from, items } = proposalsAt(this.words.value, at, vocabulary)
    Object.assign(this, { from, items, chosen: 0 })
    if (!items.length) return this.hide()
    this.list.replaceChildren(...items.map((item, place) => {
      const row = document.createElement("li")
      Object.assign(row, { id: `proposal-${place}`, onmousedown: (event) => { event.preventDefault(); this.take(place) } })
      row.setAttribute("role", "option")
      row.append(item.name, Object.assign(document.createElement("small"), { textContent: item.kind }))
      return row
    }))
    this.place(at)
    this.list.hidden = false
    this.words.setAttribute("aria-expanded", "true")
    this.choose(0)
  }
  place(at) {
    const lines = this.words.value.slice(0, at).split("\n"), style = getComputedStyle(this.words)
    const size = parseFloat(style.fontSize), line = parseFloat(style.lineHeight)
    const x = parseFloat(style.paddingLeft) + (lines.at(-1).length - (at - this.from)) * size * 0.6 - this.words.scrollLeft
    const y = parseFloat(style.paddingTop) + lines.length * line - this.words.scrollTop + 4
    this.list.style.left = `${Math.max(0, Math.min(x, this.words.clientWidth - 250))}px`
    this.list.style.top = `${Math.min(y, this.words.clientHeight + 4)}px`
  }
  choose(place) {
    this.chosen = (place + this.items.length) % this.items.length
    this.list.querySelectorAll("li").forEach((row, n) => row.setAttribute("aria-selected", String(n === this.chosen)))
    this.list.children[this.chosen]?.scrollIntoView({ block: "nearest" })
    this.words.setAttribute("aria-activedescendant", `proposal-${this.chosen}`)
  }
  take(place = this.chosen) {
    const item = this.items[place]
    this.words.setRangeText(item.text, this.from, this.words.selectionStart, "end")
    this.hide()
    this.changed()
  }
  hide() {
    this.list.hidden = true
    this.words.setAttribute("aria-expanded", "false")
    this.words.removeAttribute("aria-activedescendant")
  }
}

// Indents the lines that are selected, or takes one step of it away; alone it is a step at the caret.
function indent(words, back) {
  const { value, selectionStart: start, selectionEnd: end } = words
  const first = value.lastIndexOf("\n", start - 1) + 1
  if (start === end && !back) return words.setRangeText(INDENT, start, end, "end")
  const lines = value.slice(first, end).split("\n")
  const moved = lines.map((line) => back ? line.replace(/^ {1,2}/, "") : INDENT + line)
  words.setRangeText(moved.join("\n"), first, end, start === end ? "end" : "select")
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component
  const words = parentElement.querySelector("#words"), painted = parentElement.querySelector("#painted")
  let fault = data.fault && data.fault.sql === data.sql ? placeOf(data.sql, data.fault) : -1
  const drawn = () => {
    const lines = Math.min(MOST, Math.max(LEAST, words.value.split("\n").length + 1))
    words.rows = lines
    if (words.value.length < 100000) paint(painted, words.value, fault)
    else painted.textContent = words.value
    painted.scrollTop = words.scrollTop
    painted.scrollLeft = words.scrollLeft
  }
  // The server's text replaces what is typed only when it is another one than before.
  if (words.dataset.version !== String(data.version)) {
    words.dataset.version = String(data.version)
    words.value = data.sql
  }
  words.setAttribute("aria-invalid", String(fault >= 0))
  drawn()
  let told = words.value, timer = 0
  const tell = () => {
    clearTimeout(timer)
    if (told === words.value) return
    told = words.value
    setStateValue("sql", { text: told, version: data.version })
  }
  const changed = () => {
    fault = -1
    drawn()
    clearTimeout(timer)
    timer = setTimeout(tell, PAUSE)
  }
  // The list stays open while the server answers what was typed.
  const proposals = (words.proposals ??= new Proposals(parentElement.querySelector("#proposals"), words))
  proposals.changed = changed
  words.oninput = (event) => {
    changed()
    const typing = event.inputType?.startsWith("insert") && /[\w.'"]/.test(event.data ?? "")
    if (typing || (proposals.open && event.inputType?.startsWith("delete"))) proposals.show(data.vocabulary)
    else proposals.hide()
  }
  words.onscroll = drawn
  words.onblur = () => {
    proposals.hide()
    delete words.dataset.leaving
    tell()
  }
  words.onkeydown = (event) => {
    const { key } = event
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      clearTimeout(timer)
      proposals.hide()
      told = words.value
      setTriggerValue("run", { text: told, version: data.version })
    } else if (key === " " && event.ctrlKey) {
      event.preventDefault()
      proposals.show(data.vocabulary)
    } else if (key === "Escape") {
      // Closes the list; once more, or without a list, the next Tab leaves the field.
      if (proposals.open) proposals.hide()
      else words.dataset.leaving = "true"
    } else if (proposals.open && (key === "ArrowDown" || key === "ArrowUp")) {
      event.preventDefault()
      proposals.choose(proposals.chosen + (key === "ArrowDown" ? 1 : -1))
    } else if (proposals.open && (key === "Tab" || (key === "Enter" && proposals.isWanted)) && !event.shiftKey) {
      event.preventDefault()
      proposals.take()
    } else if (key === "Tab" && !words.dataset.leaving) {
      event.preventDefault()
      indent(words, event.shiftKey)
      changed()
    } else if (key !== "Shift" && key !== "Tab") delete words.dataset.leaving
  }
  // A click on the schema writes a name at the caret.
  const insert = (event) => {
    words.setRangeText(quoted(event.detail), words.selectionStart, words.selectionEnd, "end")
    words.focus()
    changed()
  }
  window.addEventListener("routecase-insert", insert)
  return () => {
    clearTimeout(timer)
    window.removeEventListener("routecase-insert", insert)
  }
}
