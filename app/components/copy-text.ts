/** Puts a text into the clipboard; false where that cannot be done. Over plain http there is none: then the old way is tried. */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
  try {
    await writeToClipboard(text)
    return true
  } catch {
    return copyBySelection(await text)
  }
}

/** A text that is still to come is promised: some browsers take none after a pause. */
function writeToClipboard(text: string | Promise<string>) {
  if (typeof text === 'string') return navigator.clipboard.writeText(text)
  const type = 'text/plain'
  const blob = text.then((value) => new Blob([value], { type }))
  return navigator.clipboard.write([new ClipboardItem({ [type]: blob })])
}

function copyBySelection(text: string) {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'sr-only'
  document.body.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  return copied
}
