import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './page-tabs.module.css'

interface PageTabsProps {
  /** What the links lead to, for screen readers: "Parts of this organization". */
  label: string
  /** Links, each to a part that has an address of its own. */
  children: ReactNode
}

/** The parts of one thing's page. On a phone they scroll, and the open one is in view. */
export function PageTabs({ label, children }: PageTabsProps) {
  const tabs = useRef<HTMLElement>(null)
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: With the address another tab is open.
  useEffect(() => {
    const open = tabs.current?.querySelector('[aria-current=page]')
    open?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [pathname])
  return (
    <nav ref={tabs} aria-label={label} className={styles.tabs}>
      {children}
    </nav>
  )
}
