import type { ReactNode } from 'react'
import styles from './empty.module.css'
import { Icon, type IconName } from './icon.tsx'

interface EmptyProps {
  icon: IconName
  title: string
  /** What will be here and how it gets here. */
  children: ReactNode
  action?: ReactNode
  /** A line of code that fills this list, where there is one. */
  code?: ReactNode
}

export function Empty({ icon, title, children, action, code }: EmptyProps) {
  return (
    <div className={styles.empty}>
      <span className={styles.icon}>
        <Icon name={icon} size={20} />
      </span>
      <p className={styles.title}>{title}</p>
      <p className={styles.words}>{children}</p>
      {action ? <div className={styles.action}>{action}</div> : null}
      {code ? <div className={styles.code}>{code}</div> : null}
    </div>
  )
}
