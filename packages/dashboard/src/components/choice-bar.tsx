import { SegmentedControl } from '@radix-ui/themes'
import styles from './choice-bar.module.css'

interface ChoiceBarProps<Value extends string> {
  /** What is chosen, for screen readers. */
  label: string
  choices: { value: Value; name: string }[]
  /** Undefined is "All". */
  chosen: Value | undefined
  onChange: (value: Value | undefined) => void
}

/** All of a list, or those of one state. */
export function ChoiceBar<Value extends string>(props: ChoiceBarProps<Value>) {
  const { label, choices, chosen, onChange } = props
  return (
    <SegmentedControl.Root
      className={styles.bar}
      size='1'
      aria-label={label}
      value={chosen ?? 'all'}
      onValueChange={(value) => onChange(choices.find((choice) => choice.value === value)?.value)}
    >
      <SegmentedControl.Item value='all'>All</SegmentedControl.Item>
      {choices.map(({ value, name }) => (
        <SegmentedControl.Item key={value} value={value}>
          {name}
        </SegmentedControl.Item>
      ))}
    </SegmentedControl.Root>
  )
}
