"""The entry script of every session: settings of the page, navigation, the chosen screen.

It stands in a folder of its own, because Streamlit would otherwise take `pages/` beside it for
pages of its old kind and run them without this script.
"""

import streamlit as st

from ui.demo import gallery as demo_gallery
from ui.guide import header, next_step
from ui.shell import frame, landmarks, sidebar
from ui.shell.session import sign_in
from ui.shell.texts import text

st.set_page_config(page_title="RouteCase", page_icon=str(frame.ASSETS / "logo.svg"), layout="wide")
st.html(frame.ASSETS / "layout.css")
st.html(frame.ASSETS / "answer.css")
st.html(frame.ASSETS / "demo.css")
st.html(frame.ASSETS / "streamlit.css")
landmarks.show()
st.logo(str(frame.ASSETS / "logo.svg"), size="large")

page = st.navigation(
    {
        text("shared.show"): [
            frame.page("demo", ":material/storefront:"),
            frame.page("present", ":material/slideshow:"),
        ],
        text("shared.work"): [
            frame.page("overview", ":material/dashboard:", default=True),
            frame.page("tickets", ":material/inbox:"),
            frame.page("connect", ":material/cable:"),
            frame.page("taxonomy", ":material/category:"),
            frame.page("route", ":material/alt_route:"),
            frame.page("review", ":material/rate_review:"),
            frame.page("push", ":material/send:"),
            frame.page("live", ":material/bolt:"),
            frame.page("learning", ":material/school:"),
        ],
        text("shared.prove"): [
            frame.page("accuracy", ":material/target:"),
            frame.page("dial", ":material/tune:"),
            frame.page("compare", ":material/compare_arrows:"),
            frame.page("savings", ":material/savings:"),
        ],
        text("shared.explore"): [
            frame.page("misroutes", ":material/call_split:"),
            frame.page("ticket_map", ":material/scatter_plot:"),
            frame.page("drift", ":material/monitoring:"),
            frame.page("explorer", ":material/terminal:"),
        ],
    },
    expanded=True,
)
if not sign_in.passed():
    st.stop()
if sidebar.show():
    screen = page.url_path or "overview"
    header.show(screen)
    page.run()
    next_step.show(screen)
elif page.url_path == "demo" or demo_gallery.is_under_way():
    demo_gallery.show()
else:
    sidebar.without_workspace()
