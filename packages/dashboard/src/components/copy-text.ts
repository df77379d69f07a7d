/**
 * Puts text on the clipboard. The text may still have to be fetched: Safari allows writing only
 * while the click is handled, so it is handed a promise. The clipboard exists only on https and on
 * this machine's own addresses; elsewhere a selected text field does it.
 */
export async function copyText(text: string | Promise<string>): Promise<void> {
  if (!navigator.clipboard) return copyBySelection(await text)
  if (typeof text === 'string') return navigator.clipboard.writeText(text)
  const blob = text.then((value) => new Blob([value], { type: 'text/plain' }))
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
}

function copyBySelection(text: string) {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'visually-hidden'
  // Inside an open dialog, focus may not leave it.
  const dialog = document.querySelector('[role="dialog"]') ?? document.body
  dialog.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (!copied) throw new Error('The browser refused to copy.')
}
