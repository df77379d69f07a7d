import { type ComponentProps, type ReactNode, useId } from 'react'
import { useFieldNotes } from './field.tsx'
import styles from './select-input.module.css'

interface SelectInputProps extends Omit<ComponentProps<'select'>, 'id'> {
  label: string
  /** Leaves the label to screen readers, where the options already say it. */
  hideLabel?: boolean
  hint?: ReactNode
  problem?: string | null
  /** The options. */
  children: ReactNode
}

/** One of few, in the browser's own list: it opens well on every phone. */
export function SelectInput({ label, hideLabel, hint, problem, ...select }: SelectInputProps) {
  const id = useId()
  const { describedBy, notes } = useFieldNotes(hint, problem)
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      <select
        {...select}
        id={id}
        className={styles.select}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy}
      />
      {notes}
    </div>
  )
}
