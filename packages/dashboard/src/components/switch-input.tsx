import { Switch } from '@radix-ui/themes'
import { useId } from 'react'
import styles from './switch-input.module.css'

interface SwitchInputProps {
  label: string
  hint: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

/** Something that is on or off, with a line about what that means. */
export function SwitchInput({ label, hint, checked, disabled, onChange }: SwitchInputProps) {
  const id = useId()
  return (
    <div className={styles.switch}>
      <Switch size='3' id={id} checked={checked} disabled={disabled} onCheckedChange={onChange} />
      <label htmlFor={id}>
        {label}
        <span className={styles.hint}>{hint}</span>
      </label>
    </div>
  )
}
