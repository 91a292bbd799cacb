"""The demo companies: the gallery, and the dialog that dresses one as a prospect's own."""
