"""From a path to bytes and from bytes to text: archives, compression, encodings."""
