"""The demo companies: built in the background, shown in a gallery, dressed as a prospect's own."""
