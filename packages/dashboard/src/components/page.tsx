import type { ReactNode } from 'react'
import { useEnvironment } from '../session/environment.ts'
import styles from './page.module.css'

interface PageProps {
  title: string
  /** One sentence under the title: what this room is for. */
  description?: ReactNode
  /** The page's one primary act. */
  action?: ReactNode
  /** A way back to the list this page belongs to. */
  back?: ReactNode
  children: ReactNode
}

export function Page({ title, description, action, back, children }: PageProps) {
  return (
    <div className={styles.page}>
      <PageTitle title={title} />
      {back}
      <header className={styles.header}>
        <div className={styles.words}>
          <h1 id='page-title' className={styles.title}>
            {title}
          </h1>
          {description ? <p className={styles.description}>{description}</p> : null}
        </div>
        {action ? <div className={styles.action}>{action}</div> : null}
      </header>
      {children}
    </div>
  )
}

export function PageTitle({ title }: { title: string }) {
  const environment = useEnvironment()
  return <title>{`${title} · ${environment.name} · Latchkey`}</title>
}
