import { Button } from '@radix-ui/themes'
import type { ReactNode } from 'react'
import styles from './danger-zone.module.css'
import { Section } from './section.tsx'

interface DangerZoneProps {
  title: string
  /** What goes, and that it does not come back. */
  description: string
  label: string
  onAct: () => void
  /** The question that comes before. */
  children: ReactNode
}

export function DangerZone({ title, description, label, onAct, children }: DangerZoneProps) {
  return (
    <Section title='Danger zone'>
      <div className={styles.danger}>
        <div>
          <p className={styles.title}>{title}</p>
          <p className={styles.description}>{description}</p>
        </div>
        <Button color='red' variant='soft' onClick={onAct}>
          {label}
        </Button>
      </div>
      {children}
    </Section>
  )
}
