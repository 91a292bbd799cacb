// The tab remembers who reviews, so that a reload finds the name and no link carries it.
const KEY = "routecase reviewer"

export default function (component) {
  const { data, setStateValue } = component
  if (data.name) sessionStorage.setItem(KEY, data.name)
  else if (data.cleared) sessionStorage.removeItem(KEY)
  else if (sessionStorage.getItem(KEY)) setStateValue("name", sessionStorage.getItem(KEY))
}
