// What Streamlit's own markup lacks for screen readers and keyboards: its navigation puts groups
// between a list and its items, and a box that scrolls cannot be reached by Tab.
const ROLES = {
  "[data-testid=stSidebarNavItems]": "none",
  "[data-testid=stSidebarNavItems] > div": "group",
  "[data-testid=stSidebarNavItems] li": "none",
}

function mend() {
  for (const [selector, role] of Object.entries(ROLES))
    for (const part of document.querySelectorAll(selector))
      if (part.getAttribute("role") !== role) part.setAttribute("role", role)
  for (const box of document.querySelectorAll("[data-testid=stVerticalBlock][overflow=auto], [data-testid=stCode] pre"))
    if (!box.hasAttribute("tabindex")) box.setAttribute("tabindex", "0")
}

export default function () {
  mend()
  let waiting = 0
  const watch = new MutationObserver(() => {
    cancelAnimationFrame(waiting)
    waiting = requestAnimationFrame(mend)
  })
  watch.observe(document.body, { childList: true, subtree: true })
  return () => watch.disconnect()
}
