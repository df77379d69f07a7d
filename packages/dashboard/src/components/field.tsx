import { TextField } from '@radix-ui/themes'
import { type ComponentProps, type ReactNode, useId } from 'react'
import styles from './field.module.css'

interface FieldProps {
  label: string
  /** Leaves the label to screen readers, where the heading above already says it. */
  hideLabel?: boolean
  hint?: ReactNode
  /** What the server said about this field. */
  problem?: string | null
}

type TextInputProps = FieldProps & Omit<ComponentProps<typeof TextField.Root>, 'color' | 'id'>

/** A labelled text input with its hint and, after a refusal, the reason at the field. */
export function TextInput({ label, hideLabel, hint, problem, children, ...input }: TextInputProps) {
  const id = useId()
  const { describedBy, notes } = useFieldNotes(hint, problem)
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
        {input.required === false ? <span className={styles.optional}> (optional)</span> : null}
      </label>
      <TextField.Root
        size='2'
        {...input}
        id={id}
        className={problem ? styles.refused : undefined}
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy}
      >
        {children}
      </TextField.Root>
      {notes}
    </div>
  )
}

/** The hint and the problem under an input, and the ids that tie them to it. */
export function useFieldNotes(hint: ReactNode, problem: string | null | undefined) {
  const hintId = useId()
  const problemId = useId()
  const describedBy = [hint ? hintId : '', problem ? problemId : ''].filter(Boolean).join(' ')
  const notes = (
    <>
      {problem ? (
        <p id={problemId} className={styles.problem} role='alert'>
          {problem}
        </p>
      ) : null}
      {hint ? (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </>
  )
  return { describedBy: describedBy || undefined, notes }
}
