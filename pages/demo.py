from ui.demo import gallery
from ui.guide import tour

tour.show("demo")
gallery.show()
