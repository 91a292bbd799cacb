// Keys that decide a ticket: none before its reader could see it, none while a panel is on its way.
const EARLY = 400, WAITING = 3000, CUE = 1400
const review = (window.routecaseReview ??= { ticket: null, since: 0, panel: "", asked: 0, cue: null })

function isTyping(target) {
  return target?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target?.tagName ?? "")
}

function isEarly(event, now) {
  return event.repeat || now - review.since < EARLY || now - review.asked < WAITING
    || review.panel === "note" || review.panel === "split"
}

function onKey(event) {
  const decides = /^[a-z0-9]$/i.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey
  if (!decides || isTyping(event.target) || !review.cue?.isConnected) return
  const now = performance.now()
  if (!isEarly(event, now)) {
    // Until the screen has answered, a second key would meet a ticket nobody has looked at.
    if (review.keys.includes(event.key.toUpperCase())) review.asked = now
    return
  }
  event.preventDefault()
  event.stopImmediatePropagation()
  review.cue.classList.add("seen")
  clearTimeout(review.timer)
  review.timer = setTimeout(() => review.cue?.classList.remove("seen"), CUE)
}

function focusNote(tries = 20) {
  const field = document.querySelector('[class*="st-key-words_"] textarea')
  if (field) field.focus()
  else if (tries) setTimeout(focusNote, 50, tries - 1)
}

export default function (component) {
  const { data, parentElement } = component
  if (!review.listens) window.addEventListener("keydown", onKey, true)
  review.listens = true
  review.cue = parentElement.querySelector("#cue")
  if (data.ticket !== review.ticket) review.since = performance.now()
  if (data.panel === "note" && review.panel !== "note") focusNote()
  Object.assign(review, { ticket: data.ticket, panel: data.panel, keys: data.keys, asked: 0 })
}
