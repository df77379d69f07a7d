import { useSyncExternalStore } from 'react'

/** `public/appearance.js` applies the same choice before the first paint. */
export type Appearance = 'system' | 'light' | 'dark'

const storageKey = 'latchkey:appearance'
const systemIsDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

export function useAppearance(): Appearance {
  return useSyncExternalStore(listen, storedAppearance)
}

export function chooseAppearance(appearance: Appearance) {
  try {
    if (appearance === 'system') localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, appearance)
  } catch {
    // A browser that stores nothing follows the system.
  }
  applyAppearance()
  for (const listener of listeners) listener()
}

/** Follows the system and other tabs from now on. */
export function followAppearance() {
  applyAppearance()
  systemIsDark.addEventListener('change', applyAppearance)
  addEventListener('storage', applyAppearance)
}

function applyAppearance() {
  const appearance = storedAppearance()
  const isDark = appearance === 'dark' || (appearance === 'system' && systemIsDark.matches)
  document.documentElement.classList.toggle('dark', isDark)
  document.documentElement.classList.toggle('light', !isDark)
}

function storedAppearance(): Appearance {
  try {
    const stored = localStorage.getItem(storageKey)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}

function listen(listener: () => void) {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}
