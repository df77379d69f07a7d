import { IconButton, Kbd, TextField } from '@radix-ui/themes'
import { useEffect, useRef, useState } from 'react'
import { Icon } from './icon.tsx'
import styles from './search-field.module.css'

interface SearchFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
}

const typingPauseMilliseconds = 200

/** Searches when typing pauses. `/` brings the cursor here from anywhere on the page. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  useSlashToFocus(input)

  // The address can change by itself, with the browser's back button or a link.
  useEffect(() => setTyped(value), [value])

  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), typingPauseMilliseconds)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])

  return (
    <search className={styles.search}>
      <TextField.Root
        ref={input}
        type='search'
        size='2'
        aria-label={label}
        placeholder={label}
        autoComplete='off'
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onChange(typed)
          if (event.key === 'Escape') setTyped('')
        }}
      >
        <TextField.Slot>
          <Icon name='search' />
        </TextField.Slot>
        <TextField.Slot side='right'>
          {typed ? (
            <IconButton
              size='1'
              variant='ghost'
              color='gray'
              aria-label='Clear the search'
              onClick={() => {
                setTyped('')
                input.current?.focus()
              }}
            >
              <Icon name='close' />
            </IconButton>
          ) : (
            <Kbd className={styles.hint} aria-hidden>
              /
            </Kbd>
          )}
        </TextField.Slot>
      </TextField.Root>
    </search>
  )
}

function useSlashToFocus(input: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey) return
      const target = event.target as HTMLElement
      if (target.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return
      event.preventDefault()
      input.current?.focus()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [input])
}
