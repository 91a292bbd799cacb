// What may stand at the caret: values inside quotation marks, else columns, tables, functions, keywords.
const MAX_PROPOSALS = 40
const VALUE = /([A-Za-z_]\w*|"[^"]+"|\['[^']+'\])\s*(?:=|<>|!=|(?:not\s+)?i?like|(?:not\s+)?in\s*\((?:\s*'(?:[^']|'')*'\s*,)*)\s*'((?:[^']|'')*)$/i
const WORD = /(?:([A-Za-z_]\w*)\.)?([A-Za-z_]\w*)?$/

function tablesIn(sql, vocabulary) {
  const aliases = new Map()
  for (const [, name, alias] of sql.matchAll(/\b(?:from|join)\s+([A-Za-z_]\w*)(?:\s+(?:as\s+)?([A-Za-z_]\w*))?/gi)) {
    const table = name.toLowerCase()
    if (!vocabulary.tables[table]) continue
    aliases.set(table, table)
    if (alias && !KEYWORDS.has(alias.toLowerCase())) aliases.set(alias.toLowerCase(), table)
  }
  return aliases
}

function inQuotes(before) {
  return (before.replace(/--[^\n]*/g, "").match(/'/g) ?? []).length % 2 === 1
}

function quoted(name) {
  return /^[a-z_]\w*$/i.test(name) && !KEYWORDS.has(name.toLowerCase()) ? name : `"${name.replaceAll('"', '""')}"`
}

function ranked(candidates, typed) {
  const wanted = typed.toLowerCase(), seen = new Set(), first = [], later = []
  for (const each of candidates) {
    const name = each.name.toLowerCase(), key = `${each.kind} ${name}`
    if (seen.has(key) || each.name === typed) continue
    seen.add(key)
    if (name.startsWith(wanted)) first.push(each)
    else if (wanted.length > 1 && name.includes(wanted)) later.push(each)
  }
  return [...first, ...later].slice(0, MAX_PROPOSALS)
}

// The proposals at a place of the statement: { from, items: [{ name, text, kind }] }.
function proposalsAt(sql, at, vocabulary) {
  const before = sql.slice(0, at)
  if (inQuotes(before)) {
    const found = before.match(VALUE)
    if (!found) return { from: at, items: [] }
    const column = found[1].replace(/^\['|'\]$|^"|"$/g, "")
    const values = vocabulary.values[column] ?? vocabulary.values[column.toLowerCase()] ?? []
    const closed = sql[at] === "'" ? "" : "'"
    const items = values.map((name) => ({ name, text: name.replaceAll("'", "''") + closed, kind: column }))
    return { from: at - found[2].length, items: ranked(items, found[2]) }
  }
  const [, owner, typed = ""] = before.match(WORD)
  const aliases = tablesIn(sql, vocabulary)
  const columnsOf = (table) => (vocabulary.tables[table] ?? []).map((name) => ({ name, text: quoted(name), kind: table }))
  if (owner) {
    const items = columnsOf(aliases.get(owner.toLowerCase()) ?? owner.toLowerCase())
    return { from: at - typed.length, items: ranked(items, typed) }
  }
  const tables = Object.keys(vocabulary.tables).map((name) => ({ name, text: name, kind: "table" }))
  const own = [...new Set(aliases.values())].flatMap(columnsOf)
  const functions = vocabulary.functions.map((name) => ({ name, text: `${name}(`, kind: "function" }))
  const words = [...KEYWORDS].map((name) => ({ name: name.toUpperCase(), text: name.toUpperCase(), kind: "keyword" }))
  const afterFrom = /\b(from|join)\s+\w*$/i.test(before)
  const every = own.length ? [] : Object.keys(vocabulary.tables).flatMap(columnsOf)
  const order = afterFrom ? [tables] : [own, words, tables, functions, every]
  return { from: at - typed.length, items: ranked(order.flat(), typed) }
}
