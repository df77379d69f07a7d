import { type ReactNode, useId } from 'react'
import { Icon } from '../../components/icon.tsx'
import styles from './overview.module.css'

interface StepProps {
  number: number
  title: string
  /** The value that completed the step, or null while it is to be done. */
  doneWith: string | null
  teaching: string
  isOpen: boolean
  onOpen: () => void
  children: ReactNode
}

export function Step(props: StepProps) {
  const panelId = useId()
  return (
    <li className={styles.step} data-open={props.isOpen || undefined}>
      <span className={styles.bullet} data-done={props.doneWith !== null || undefined}>
        {props.doneWith === null ? props.number : <Icon name='check' />}
      </span>
      <div className={styles.stepBody}>
        <h3 className={styles.stepTitle}>
          {props.doneWith === null ? (
            <button
              type='button'
              className={styles.stepButton}
              aria-expanded={props.isOpen}
              aria-controls={panelId}
              onClick={props.onOpen}
            >
              {props.title}
            </button>
          ) : (
            <>
              {props.title} <span className='visually-hidden'>(done)</span>
            </>
          )}
        </h3>
        {props.doneWith === null ? null : <code className={styles.doneWith}>{props.doneWith}</code>}
        <div id={panelId} hidden={!props.isOpen} className={styles.panel}>
          <p className={styles.teaching}>{props.teaching}</p>
          {props.isOpen ? props.children : null}
        </div>
      </div>
    </li>
  )
}
