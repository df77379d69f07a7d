import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Notices } from '../components/notices.tsx'
import { useEnvironment } from '../session/environment.ts'
import { rememberEnvironment } from '../session/session.ts'
import { CommandMenu } from './command-menu.tsx'
import styles from './frame.module.css'
import { Navigation } from './navigation.tsx'
import { PhoneBar } from './phone-bar.tsx'

/** What stays on screen while rooms change. */
export function Frame() {
  const environment = useEnvironment()
  const [isCommandMenuOpen, setCommandMenuOpen] = useState(false)
  const main = useFocusOnNewPage()
  useCommandKey(() => setCommandMenuOpen((isOpen) => !isOpen))

  useEffect(() => rememberEnvironment(environment), [environment])

  const openCommandMenu = () => setCommandMenuOpen(true)
  return (
    <div className={styles.frame} data-kind={environment.kind}>
      <a href='#main' className={styles.skip}>
        Skip to the page
      </a>
      <aside className={styles.side}>
        <Navigation onOpenCommandMenu={openCommandMenu} />
      </aside>
      <PhoneBar onOpenCommandMenu={openCommandMenu} />
      {/* Named by its heading, so that whoever is brought here hears where that is. */}
      <main id='main' ref={main} tabIndex={-1} aria-labelledby='page-title' className={styles.main}>
        <Outlet />
      </main>
      <Notices />
      {isCommandMenuOpen ? <CommandMenu onClose={() => setCommandMenuOpen(false)} /> : null}
    </div>
  )
}

/**
 * A new page begins at its top for the keyboard and for screen readers too, unless what was pressed
 * is still there: whoever goes through a list beside what it opens stays in the list.
 */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null)
  // The address of what is on screen, not of what is still being loaded.
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const lastPathname = useRef(pathname)
  useEffect(() => {
    const isFirst = lastPathname.current === undefined
    const hasChanged = lastPathname.current !== pathname
    lastPathname.current = pathname
    if (isFirst || !hasChanged) return
    const pressed = document.activeElement
    if (main.current?.contains(pressed) && pressed?.checkVisibility()) return
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}

function useCommandKey(onPress: () => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      onPress()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [onPress])
}
