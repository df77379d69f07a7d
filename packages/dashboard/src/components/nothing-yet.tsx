import type { ReactNode } from 'react'
import styles from './nothing-yet.module.css'

/** An empty list inside a page: what will be in it, and how it gets there. */
export function NothingYet({ children }: { children: ReactNode }) {
  return <p className={styles.nothing}>{children}</p>
}
