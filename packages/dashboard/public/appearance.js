// Runs before the first paint, so that a chosen appearance does not flash in as the other one.
// `src/theme/appearance.ts` keeps it up to date afterwards.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('latchkey:appearance')
  } catch {
    // A browser that stores nothing follows the system.
  }
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.classList.add(chosen === 'light' || chosen === 'dark' ? chosen : system)
})()
