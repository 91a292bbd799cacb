// A text area over a painted copy of itself; Ctrl+Enter or Cmd+Enter asks for the query to run.
const KEYWORDS = new Set(("all and any as asc asof at between by case cast columns count cross cube current date_trunc desc describe " +
  "distinct else end except exclude exists explain analyze false filter following for from full glob group grouping having if ilike in " +
  "include inner intersect interval into is join lateral left like limit materialized natural not null nulls offset on only or order " +
  "outer over partition pivot positional preceding qualify range recursive replace right rollup row rows sample select semi anti sets " +
  "show similar some summarize table tablesample then to true try_cast unbounded union unnest unpivot using value values when where " +
  "window with within name").split(" "))
const PIECES = /(--[^\n]*|\/\*[^]*?(?:\*\/|$))|('(?:[^']|'')*(?:'|$))|("(?:[^"]|"")*(?:"|$))|(\$[A-Za-z_]\w*)|\b(\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)\b|([A-Za-z_]\w*)/gi
const LEAST = 7, MOST = 22, PAUSE = 400

function paint(target, sql) {
  const parts = document.createDocumentFragment()
  let from = 0
  const plain = (text) => text && parts.append(document.createTextNode(text))
  for (const found of sql.matchAll(PIECES)) {
    const [word, comment, string, , parameter, number, name] = found
    const kind = comment ? "comment" : string ? "string" : parameter ? "parameter" : number ? "number"
      : name && KEYWORDS.has(name.toLowerCase()) ? "keyword" : ""
    plain(sql.slice(from, found.index))
    if (kind) {
      const span = document.createElement("span")
      span.className = kind
      span.textContent = word
      parts.append(span)
    } else plain(word)
    from = found.index + word.length
  }
  plain(sql.slice(from) + "\n")
  target.replaceChildren(parts)
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component
  const words = parentElement.querySelector("#words"), painted = parentElement.querySelector("#painted")
  const drawn = () => {
    const lines = Math.min(MOST, Math.max(LEAST, words.value.split("\n").length + 1))
    words.rows = lines
    if (words.value.length < 100000) paint(painted, words.value)
    else painted.textContent = words.value
    painted.scrollTop = words.scrollTop
    painted.scrollLeft = words.scrollLeft
  }
  // The server's text replaces what is typed only when it is another one than before.
  if (words.dataset.version !== String(data.version)) {
    words.dataset.version = String(data.version)
    words.value = data.sql
  }
  drawn()
  let told = words.value, timer = 0
  const tell = () => {
    clearTimeout(timer)
    if (told === words.value) return
    told = words.value
    setStateValue("sql", { text: told, version: data.version })
  }
  words.oninput = () => {
    drawn()
    clearTimeout(timer)
    timer = setTimeout(tell, PAUSE)
  }
  words.onscroll = drawn
  words.onblur = tell
  words.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      clearTimeout(timer)
      told = words.value
      setTriggerValue("run", { text: told, version: data.version })
    }
  }
  return () => clearTimeout(timer)
}
