import { TextField } from '@radix-ui/themes'
import { useId, useState } from 'react'
import { useFieldNotes } from '../../components/field.tsx'
import styles from './authentication.module.css'
import { type Duration, type DurationUnit, durationOf, secondsOf } from './duration.ts'

interface DurationInputProps {
  label: string
  hint: string
  problem: string | null
  units: DurationUnit[]
  seconds: number
  onChange: (seconds: number) => void
}

/** A length of time as people say it, a number and a unit; seconds on the outside. */
export function DurationInput(props: DurationInputProps) {
  const id = useId()
  const { describedBy, notes } = useFieldNotes(props.hint, props.problem)
  const [typed, setTyped] = useState(() => asTyped(durationOf(props.seconds)))

  const change = (next: { amount: string; unit: DurationUnit }) => {
    setTyped(next)
    props.onChange(secondsOf({ amount: Number(next.amount), unit: next.unit }))
  }

  return (
    <div className={styles.setting}>
      <label htmlFor={id} className={styles.label}>
        {props.label}
      </label>
      <div className={styles.duration}>
        <TextField.Root
          id={id}
          className={styles.number}
          type='number'
          inputMode='decimal'
          min={0}
          value={typed.amount}
          aria-invalid={props.problem ? true : undefined}
          aria-describedby={describedBy}
          onChange={(event) => change({ ...typed, amount: event.target.value })}
        />
        <select
          aria-label={`Unit of “${props.label}”`}
          value={typed.unit}
          onChange={(event) => change({ ...typed, unit: event.target.value as DurationUnit })}
        >
          {unitsFor(props.units, typed.unit).map((unit) => (
            <option key={unit}>{unit}</option>
          ))}
        </select>
      </div>
      {notes}
    </div>
  )
}

function asTyped({ amount, unit }: Duration) {
  return { amount: String(amount), unit }
}

/** A value set through the configuration may need a unit that is not normally offered. */
function unitsFor(offered: DurationUnit[], needed: DurationUnit): DurationUnit[] {
  return offered.includes(needed) ? offered : [...offered, needed]
}
