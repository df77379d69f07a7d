import { useState } from 'react'

/**
 * Where the keyboard goes when a dialog closes that was opened by mounting it: back to what opened
 * it. When that is gone, as after a deletion, the page begins anew.
 */
export function useReturnFocus() {
  const [opener] = useState(findOpener)
  return (event: Event) => {
    event.preventDefault()
    // A page that was opened meanwhile has taken the focus already.
    if (document.activeElement !== document.body) return
    const target = opener?.isConnected ? opener : document.getElementById('main')
    target?.focus({ preventScroll: true })
  }
}

/** What has the focus; for an item of a menu, which closes at once, the button that opened the menu. */
function findOpener(): HTMLElement | null {
  const { activeElement } = document
  const menuButtonId = activeElement?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const opener = menuButtonId ? document.getElementById(menuButtonId) : activeElement
  return opener instanceof HTMLElement ? opener : null
}
