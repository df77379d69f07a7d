import { Checkbox } from '@radix-ui/themes'
import type { ReactNode } from 'react'
import styles from './check-list.module.css'

export interface Choice {
  value: string
  name: ReactNode
  hint?: string | null
}

interface CheckListProps {
  /** What is chosen from, for screen readers where `hideLegend` leaves it to them. */
  legend: string
  hideLegend?: boolean
  choices: Choice[]
  chosen: ReadonlySet<string>
  onChange: (chosen: Set<string>) => void
}

/** Any number of these, each with a line about it. */
export function CheckList({ legend, hideLegend, choices, chosen, onChange }: CheckListProps) {
  const toggle = (value: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(value)
    else next.delete(value)
    onChange(next)
  }
  return (
    <fieldset className={styles.list}>
      <legend className={hideLegend ? 'visually-hidden' : styles.legend}>{legend}</legend>
      {choices.map(({ value, name, hint }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: The check box of Radix is a button inside it.
        <label key={value} className={styles.choice}>
          <Checkbox
            checked={chosen.has(value)}
            onCheckedChange={(isChosen) => toggle(value, isChosen === true)}
          />
          <span className={styles.words}>
            <span>{name}</span>
            {hint ? <span className={styles.hint}>{hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
