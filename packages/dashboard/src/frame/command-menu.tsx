import { Dialog } from '@radix-ui/themes'
import { useId, useState } from 'react'
import { Icon } from '../components/icon.tsx'
import { useReturnFocus } from '../components/use-return-focus.ts'
import styles from './command-menu.module.css'
import { type Command, useCommands } from './commands.ts'

/** Jumps to any room or act by a few letters. Mounted to open, unmounted to close. */
export function CommandMenu({ onClose }: { onClose: () => void }) {
  const listId = useId()
  const returnFocus = useReturnFocus()
  const [typed, setTyped] = useState('')
  const [activeIndex, setActiveIndex] = useState(0)
  const commands = useCommands(typed)
  const active = commands[Math.min(activeIndex, commands.length - 1)]

  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }

  const move = (step: number) =>
    setActiveIndex((index) => (index + step + commands.length) % Math.max(commands.length, 1))

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') run(active)
    else return
    event.preventDefault()
  }

  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Content
        align='start'
        onCloseAutoFocus={returnFocus}
        maxWidth='520px'
        className={styles.menu}
        aria-describedby={undefined}
      >
        <Dialog.Title className='visually-hidden'>Jump to</Dialog.Title>
        <div className={styles.search}>
          <Icon name='search' />
          <input
            // biome-ignore lint/a11y/noAutofocus: The menu was opened to type into it.
            autoFocus
            className={styles.input}
            role='combobox'
            aria-expanded
            aria-controls={listId}
            aria-activedescendant={active ? `${listId}-${active.name}` : undefined}
            aria-label='Room or act'
            placeholder='Jump to a room, or look for a user by name or email'
            autoComplete='off'
            spellCheck={false}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setActiveIndex(0)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <div id={listId} role='listbox' aria-label='Rooms and acts' className={styles.list}>
          {commands.map((command) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: The input above handles the keys.
            <div
              key={command.name}
              id={`${listId}-${command.name}`}
              role='option'
              tabIndex={-1}
              aria-selected={command === active}
              className={styles.command}
              onPointerMove={() => setActiveIndex(commands.indexOf(command))}
              onClick={() => run(command)}
            >
              <Icon name={command.icon} />
              <span className={styles.name}>{command.name}</span>
              <span className={styles.group}>{command.group}</span>
            </div>
          ))}
        </div>
      </Dialog.Content>
    </Dialog.Root>
  )
}
