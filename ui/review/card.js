// The tickets a reviewer goes through: the next ones wait here, so that a key brings the next at once.
// Answers are kept until the server has taken them, and sent again where it is slow or was restarted.
const EARLY = 400, CUE = 1600, AGAIN = 4000, MAX_PAUSE = 60_000, MAX_SECONDS = 180
const CHOICES = "456789ABDEFGHIJLMPQVWXYZ", FIRST = "123", MANY = CHOICES.length
const STORE = "routecase answers"

function made(tag, attributes = {}, ...parts) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node[name] = value
    else if (value === true) node.setAttribute(name, "")
    else if (value !== false && value != null && value !== "") node.setAttribute(name, value)
  }
  node.append(...parts.filter((part) => part != null))
  return node
}

const percent = (share) => `${Math.round(100 * share)} %`
const isTyping = (target) => target?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target?.tagName ?? "")

// What is open over the ticket has the keys: a dialog, a menu, the filters.
const OVER = '[role="dialog"], [role="menu"], [role="listbox"], [data-testid="stPopoverBody"]'
const isCovered = (root) => [...document.querySelectorAll(OVER)].some(
  (open) => open.getClientRects().length && !open.contains(root.getRootNode().host ?? root))

class Desk {
  constructor(root) {
    this.root = root
    this.outbox = []
    this.cards = []
    this.notes = new Map()
    this.shown = null
    this.since = 0
    this.panel = ""
    this.undoing = false
    this.pressed = false
    this.underWay = false
    this.pause = AGAIN
    this.onKey = this.onKey.bind(this)
    this.release = this.release.bind(this)
    root.addEventListener("pointerdown", () => { this.pressed = true })
    root.append(
      made("p", { id: "status" }), made("div", { id: "problem", role: "alert" }),
      made("div", { id: "desk" }, made("section", { id: "ticket", tabindex: "-1" }), made("section", { id: "verdicts" })),
      made("div", { id: "cue", role: "status" }), made("div", { id: "meanings" }),
    )
  }

  // A button that is replaced between press and release gets no click: what came meanwhile is drawn after.
  release() {
    if (!this.pressed) return
    setTimeout(() => {
      this.pressed = false
      if (this.late) { this.late = false; this.verdicts(this.current()) }
    })
  }

  part(id) { return this.root.querySelector(`#${id}`) }

  // What the server says: which answers it has taken, and which tickets are held for this tab.
  hear(data, send) {
    const restarted = this.data && this.data.epoch !== data.epoch
    const fresh = this.data?.scope !== data.scope
    // What was answered for another workspace or under another name waits there.
    if (fresh) this.outbox = JSON.parse(sessionStorage.getItem(`${STORE} ${data.scope}`) ?? "[]")
    Object.assign(this, { data, setState: send })
    const held = new Set(data.cards.map((card) => card.key))
    this.outbox = this.outbox.filter((answer) => !data.taken.includes(answer.number)
      // After a restart, what is not held any more was taken before, or is somebody else's now.
      && (!(fresh || restarted) || held.has(answer.ticket)))
    // The same words may be heard several times: only new ones are an answer.
    const isAnswer = fresh || restarted || data.taken.join() !== this.heard
    this.heard = data.taken.join()
    if (isAnswer) Object.assign(this, { underWay: false, pause: AGAIN })
    this.keep()
    if (this.undoing && !this.outbox.some((answer) => answer.verdict === "undone")) this.undoing = false
    this.cards = data.cards
    this.part("ticket").setAttribute("aria-label", data.words.ticket)
    this.part("verdicts").setAttribute("aria-label", data.words.decision)
    this.part("status").textContent = data.status
    this.part("problem").textContent = data.problem
    if (this.outbox.length && isAnswer) this.send()
    this.draw(true)
    this.meanings()
    // From the field for the name, or from nowhere: the next key is meant for the ticket.
    if (fresh && this.current()) this.part("ticket").focus({ preventScroll: true })
  }

  keep() { sessionStorage.setItem(`${STORE} ${this.data.scope}`, JSON.stringify(this.outbox)) }

  // One lot is under way at a time: each begins the server's work anew, and keys that come faster than it
  // is done, or answers that are sent again too soon, would never let it end.
  send() {
    if (this.underWay) return
    this.underWay = true
    this.sentTimes = (this.sentTimes ?? 0) + 1
    this.setState("answers", { times: this.sentTimes, scope: this.data.scope, list: this.outbox })
    clearTimeout(this.again)
    this.again = setTimeout(() => {
      this.underWay = false
      this.pause = Math.min(2 * this.pause, MAX_PAUSE)
      if (this.outbox.length) this.send()
    }, this.pause)
  }

  current() {
    if (this.undoing) return null
    const done = new Set(this.outbox.filter((answer) => answer.verdict !== "noted").map((answer) => answer.ticket))
    return this.cards.find((card) => !done.has(card.key)) ?? null
  }

  answer(verdict, more = {}) {
    const card = this.current()
    if (verdict !== "undone" && !card) return
    this.outbox.push({
      number: `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`,
      ticket: card?.key ?? 0, origin: card?.origin ?? "", verdict, note: (card && this.notes.get(card.key)) ?? "",
      seconds: Math.min((performance.now() - this.since) / 1000, MAX_SECONDS), ...more,
    })
    if (verdict === "undone") this.undoing = true
    if (card) this.notes.delete(card.key)
    this.panel = ""
    this.keep()
    this.draw()
    this.send()
  }

  early(words) {
    const cue = this.part("cue")
    cue.textContent = words
    cue.classList.add("seen")
    clearTimeout(this.cueTimer)
    this.cueTimer = setTimeout(() => { cue.classList.remove("seen"); cue.textContent = "" }, CUE)
  }

  onKey(event) {
    const target = event.composedPath()[0]
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const done = this.root.querySelector("[data-enter]:not([disabled])")
      if (done && this.root.isConnected) { event.preventDefault(); done.click() }
      return
    }
    // The draft of a note stays; what is typed elsewhere on the screen is not ours.
    const elsewhere = isTyping(target) && !event.composedPath().includes(this.root)
    if (event.key === "Escape" && this.panel && this.root.isConnected && !elsewhere && !isCovered(this.root)) {
      event.preventDefault()
      this.panel = ""
      this.verdicts(this.current())
      this.part("ticket").focus({ preventScroll: true })
      return
    }
    const decides = /^[a-z0-9]$/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey
    if (!decides || isTyping(target) || !this.root.isConnected || !this.root.getClientRects().length) return
    const button = [...this.root.querySelectorAll("button[data-key]")].find((each) => each.dataset.key === event.key.toUpperCase())
    const waits = this.data.words
    if (event.repeat || !this.current() || performance.now() - this.since < EARLY) this.early(this.current() ? waits.early : waits.none_yet)
    else if (this.panel === "note" || this.panel === "split" || isCovered(this.root)) this.early(waits.panel)
    else if (button && !button.disabled) button.click()
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  // A click needs the same time to have read as a key.
  once(act) {
    return () => (performance.now() - this.since < EARLY ? this.early(this.data.words.early) : act())
  }

  button(label, key, act, more = {}) {
    const { lines = [], ...attributes } = more
    return made("button", { type: "button", "data-key": key, "aria-keyshortcuts": key, onclick: act, ...attributes },
      made("span", { class: "name" }, label, key ? made("kbd", { "aria-hidden": "true" }, key) : null), ...lines)
  }

  draw(quietly = false) {
    const card = this.current(), key = card?.key ?? null
    // That nothing is left is heard after the last ticket has gone.
    const isDone = this.isDone(), changed = key !== this.shown || isDone !== this.wasDone
    if (!changed && quietly && !this.stale(card)) return this.nearest(card)
    const focused = this.root.getRootNode().activeElement
    const typed = !changed && focused && isTyping(focused)
    if (changed) { Object.assign(this, { shown: key, wasDone: isDone, panel: "" }); this.text(card) }
    this.part("ticket").hidden = isDone
    if (this.pressed && !changed && quietly) this.late = true
    else if (!typed) this.verdicts(card)
    this.nearest(card)
    if (changed && card) {
      this.since = performance.now()
      // Counted from when it can be seen.
      requestAnimationFrame(() => { if (this.shown === key) this.since = performance.now() })
    }
  }

  // Nothing is left here: what is said of it stands below, and only the way back stays.
  isDone() { return !this.undoing && !this.data.cards.length }

  stale(card) {
    const mark = JSON.stringify([card?.suggestions, this.data.categories.map((each) => each.name), this.data.undo])
    const changed = mark !== this.mark
    this.mark = mark
    return changed
  }

  text(card) {
    const ticket = this.part("ticket")
    if (!card) {
      const words = this.data.cards.length || this.undoing ? this.data.words.none_yet : this.data.words.done
      ticket.replaceChildren(made("p", { class: "quiet", "aria-live": "polite" }, words))
      return
    }
    ticket.replaceChildren(
      made("p", { class: "quiet head" }, card.head), made("h2", { class: "subject", "aria-live": "polite" }, card.subject),
      made("div", { class: "reading", tabindex: "0", "aria-label": this.data.words.text_of_ticket }, card.body), made("div", { id: "nearest" }),
    )
  }

  verdicts(card) {
    const side = this.part("verdicts")
    this.stale(card)
    if (!card) { side.replaceChildren(this.tools(null)); return }
    const parts = [], described = new Map(this.data.categories.map((each) => [each.name, each.description]))
    if (card.blind) parts.push(made("span", { class: "badge blind", title: this.data.words.blind_look }, this.data.words.blind_badge))
    if (card.label) parts.push(made("span", { class: "badge" }, card.label))
    if (card.why) parts.push(made("p", { class: "quiet" }, card.why))
    card.suggestions.forEach((each, i) => parts.push(this.button(each.category, FIRST[i],
      this.once(() => this.answer("chosen", { category: each.category })), {
        class: "suggested", style: each.confidence == null ? "" : `--share: ${100 * each.confidence}%`,
        lines: [made("span", { class: "share" }, each.confidence == null ? each.note : `${each.note} ${percent(each.confidence)}`.trim()),
          described.get(each.category) ? made("span", { class: "meaning" }, described.get(each.category)) : null],
      })))
    if (card.reason) parts.push(made("p", { class: "quiet" }, card.reason))
    parts.push(this.tools(card))
    if (this.panel === "other" || !card.suggestions.length) parts.push(this.all(card))
    if (this.panel === "split") parts.push(this.split(card))
    if (this.panel === "note") parts.push(this.note(card))
    side.replaceChildren(...parts)
    const field = side.querySelector("[data-focus]")
    if (field) field.focus()
  }

  tools(card) {
    const toggle = (name) => () => { this.panel = this.panel === name ? "" : name; this.verdicts(this.current()) }
    const open = (name) => ({ "aria-expanded": String(this.panel === name), disabled: !card, title: this.data.words[name] })
    const near = () => {
      this.near = this.near === card.key ? null : card.key
      this.nearest(card)
    }
    const undo = this.button(this.data.words.undo_key, "U", () => this.answer("undone"), { disabled: !this.data.undo && !this.outbox.length || this.undoing, title: this.data.words.undo })
    if (this.isDone()) return made("div", { class: "tools" }, undo)
    return made("div", { class: "tools" },
      card && !card.suggestions.length ? null : this.button(this.data.words.other_key, "O", toggle("other"), open("other")),
      this.button(this.data.words.split_key, "T", toggle("split"), open("split")),
      this.button(this.data.words.note_label, "N", toggle("note"), open("note")),
      this.button(this.data.words.skip_key, "S", this.once(() => this.answer("skipped")), { disabled: !card, title: this.data.words.skip }),
      undo,
      card && !card.blind ? this.button(this.data.words.nearest_key, "K", near, { title: this.data.words.nearest }) : null)
  }

  all(card) {
    const named = new Set(card.suggestions.map((each) => each.category))
    const rest = this.data.categories.filter((each) => !named.has(each.name))
    const keys = card.suggestions.length ? CHOICES : FIRST + CHOICES
    const choose = (name) => this.once(() => this.answer("chosen", { category: name }))
    if (rest.length <= keys.length) return made("div", { class: "all" },
      ...rest.map((each, i) => this.button(each.name, keys[i], choose(each.name), { title: each.description })))
    const list = made("div", { class: "all", id: "found" })
    const find = (words) => {
      const found = rest.filter((each) => each.name.toLowerCase().includes(words.toLowerCase())).slice(0, MANY)
      list.replaceChildren(...found.map((each, i) => {
        const one = this.button(each.name, "", choose(each.name), { title: each.description })
        if (!i && words) one.dataset.enter = "1"
        return one
      }))
    }
    find("")
    return made("div", {}, made("input", {
      type: "search", "aria-label": this.data.words.category, placeholder: this.data.words.letters, oninput: (event) => find(event.target.value),
      "data-focus": Boolean(card.suggestions.length),
    }), list)
  }

  split(card) {
    const names = this.data.categories.map((each) => each.name)
    const pick = (label, i) => made("label", {}, label, made("select", { id: `part_${i}`, onchange: check, "data-focus": i === 0 },
      made("option", { value: "" }, ""), ...names.map((name) => made("option", { value: name, selected: card.suggestions[i]?.category === name }, name))))
    const record = this.button(this.data.words.record_both, "", this.once(() => {
      const [category, second] = [0, 1].map((i) => this.part(`part_${i}`).value)
      this.answer("split", { category, second })
    }), { "data-enter": "1", class: "primary" })
    const check = () => {
      const [one, other] = [0, 1].map((i) => this.root.querySelector(`#part_${i}`)?.value)
      record.disabled = !one || !other || one === other
    }
    const panel = made("div", { class: "panel" }, made("p", { class: "quiet" }, this.data.words.split), pick(this.data.words.main_problem, 0), pick(this.data.words.other_problem, 1), record)
    for (const select of panel.querySelectorAll("select")) select.onchange = check
    const values = [...panel.querySelectorAll("select")].map((select) => select.value)
    record.disabled = !values[0] || !values[1] || values[0] === values[1]
    return panel
  }

  note(card) {
    const field = made("textarea", { rows: 3, maxlength: 2000, "aria-label": this.data.words.note_label, "data-focus": true, oninput: () => this.notes.set(card.key, field.value) })
    field.value = this.notes.get(card.key) ?? ""
    const keep = () => {
      if (field.value.trim()) { const panel = ""; this.answer("noted"); this.panel = panel } else this.panel = ""
      this.verdicts(this.current())
    }
    return made("div", { class: "panel" }, field, this.button(this.data.words.keep_note, "", keep, { "data-enter": "1" }))
  }

  // Looked up by the server when first asked for; from then on they come with each ticket.
  nearest(card) {
    const place = this.part("nearest"), words = this.data.words
    if (!place) return
    const rows = card && this.near === card.key && !card.blind ? this.data.nearest[card.key] : null
    const mark = rows ? `${card.key}` : card && this.near === card.key ? "looking" : ""
    if (place.dataset.mark === mark) return
    place.dataset.mark = mark
    if (!mark) place.replaceChildren()
    else if (!rows) {
      place.replaceChildren(made("p", { class: "quiet", role: "status" }, words.nearest_looking))
      this.setState("open", { times: Date.now() })
    } else place.replaceChildren(made("h3", {}, words.nearest_heading), ...rows.map((row) => made("details", {},
      made("summary", {}, made("b", {}, row.category), ` ${row.subject || row.body.slice(0, 80)} `, made("span", { class: "quiet" }, `${row.id} · ${percent(row.alike)} ${words.alike}`)),
      made("div", { class: "reading" }, row.body))),
      made("p", { class: "quiet" }, rows.length ? words.nearest_method : words.nearest_none))
  }

  meanings() {
    const place = this.part("meanings"), mark = JSON.stringify(this.data.categories)
    if (place.dataset.mark === mark || this.root.getRootNode().activeElement?.closest?.("#meanings textarea")) return
    place.dataset.mark = mark
    const wasOpen = place.querySelector("details")?.open
    place.replaceChildren(made("details", { open: Boolean(wasOpen) }, made("summary", {}, this.data.words.meanings),
      made("div", { class: "meanings" }, ...this.data.categories.map((each) => made("article", {}, made("h3", {}, each.name),
        each.description ? made("p", {}, each.description) : null,
        each.examples.length ? made("ul", {}, ...each.examples.map((text) => made("li", {}, text))) : null,
        this.guideline(each))))))
  }

  guideline(category) {
    const shown = made("p", { class: "guideline" }, category.guideline), words = this.data.words
    const named = (sentence) => sentence.replace("{category}", category.name)
    const edit = () => {
      const field = made("textarea", { rows: 3, maxlength: 2000, "aria-label": named(words.guideline_for) })
      field.value = category.guideline
      const save = () => {
        this.setState("guideline", { category: category.name, text: field.value, times: Date.now() })
        category.guideline = field.value
        place.replaceChildren(made("p", { class: "guideline" }, field.value), pencil)
        pencil.focus()
      }
      place.replaceChildren(field, made("button", { type: "button", onclick: save, "data-enter": "1" }, words.save),
        made("button", { type: "button", onclick: () => place.replaceChildren(shown, pencil) }, words.cancel))
      field.focus()
    }
    const pencil = made("button", { type: "button", class: "link", onclick: edit, "aria-label": named(words.edit_guideline) },
      category.guideline ? words.edit : words.add_guideline)
    const place = made("div", {}, shown, pencil)
    return place
  }
}

export default function (component) {
  const { data, parentElement, setStateValue } = component
  const root = parentElement.querySelector("#review")
  const desk = (root.desk ??= new Desk(root))
  desk.hear(data, setStateValue)
  const heard = [["keydown", desk.onKey], ["pointerup", desk.release], ["pointercancel", desk.release]]
  for (const [kind, act] of heard) window.addEventListener(kind, act, true)
  return () => heard.forEach(([kind, act]) => window.removeEventListener(kind, act, true))
}
