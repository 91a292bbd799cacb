// Sends the chosen file straight to the server's disk and then tells the screen its name.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const at = (id) => parentElement.querySelector("#" + id)
  const zone = at("zone"), file = at("file"), bar = at("bar"), track = at("track")

  const say = (title, detail, bad) => {
    at("title").textContent = title
    at("detail").textContent = detail
    zone.classList.toggle("bad", Boolean(bad))
  }
  const send = (chosen) => {
    if (!chosen) return
    const request = new XMLHttpRequest()
    request.open("PUT", data.address + encodeURIComponent(chosen.name))
    track.hidden = false
    request.upload.onprogress = (event) => {
      const share = event.total ? event.loaded / event.total : 0
      bar.style.width = Math.round(share * 100) + "%"
      say("Uploading " + chosen.name, (event.loaded / 1048576).toFixed(1) + " of " + (event.total / 1048576).toFixed(1) + " MB")
    }
    request.onload = () => {
      track.hidden = true
      let answer = {}
      try { answer = JSON.parse(request.responseText) } catch (error) { answer = {} }
      if (request.status === 200) {
        say(chosen.name + " is uploaded", "Choose another file to replace it")
        setTriggerValue("uploaded", answer.name)
      } else {
        say(answer.error || "The server refused the file; reload the page and try again.", chosen.name, true)
      }
      file.value = ""
    }
    request.onerror = () => {
      track.hidden = true
      say("The upload was broken off; check the connection and try again.", chosen.name, true)
    }
    request.send(chosen)
  }
  file.onchange = () => send(file.files[0])
  zone.ondragover = (event) => { event.preventDefault(); zone.classList.add("over") }
  zone.ondragleave = () => zone.classList.remove("over")
  zone.ondrop = (event) => {
    event.preventDefault()
    zone.classList.remove("over")
    send(event.dataTransfer.files[0])
  }
}
