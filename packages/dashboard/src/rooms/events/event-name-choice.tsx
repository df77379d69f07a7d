import { Button, TextField } from '@radix-ui/themes'
import { useState } from 'react'
import { CheckList } from '../../components/check-list.tsx'
import { Icon } from '../../components/icon.tsx'
import { EventName } from './event-name.tsx'
import styles from './event-name-choice.module.css'

interface EventNameChoiceProps {
  names: string[]
  chosen: ReadonlySet<string>
  onChange: (chosen: Set<string>) => void
}

/** Some of the many names of events, found by typing a part of them. */
export function EventNameChoice({ names, chosen, onChange }: EventNameChoiceProps) {
  const [search, setSearch] = useState('')
  const words = search.trim().toLowerCase()
  const found = names.filter((name) => name.includes(words))
  const areAllChosen = found.length > 0 && found.every((name) => chosen.has(name))

  const toggleFound = () =>
    onChange(
      new Set(
        areAllChosen ? [...chosen].filter((name) => !found.includes(name)) : [...chosen, ...found],
      ),
    )

  return (
    <div className={styles.choice}>
      <div className={styles.head}>
        <p className={styles.title}>
          Events <span className={styles.count}>{chosen.size} chosen</span>
        </p>
        <Button
          type='button'
          size='1'
          variant='ghost'
          color='gray'
          disabled={found.length === 0}
          onClick={toggleFound}
        >
          {areAllChosen ? 'Clear all' : 'Choose all'}
          {words === '' ? '' : ' found'}
        </Button>
      </div>
      <TextField.Root
        type='search'
        aria-label='Find an event'
        placeholder='Find an event'
        autoComplete='off'
        spellCheck={false}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        // Enter would send the form that the list may be part of.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      >
        <TextField.Slot>
          <Icon name='search' />
        </TextField.Slot>
      </TextField.Root>
      <div className={styles.choices}>
        {groupsOf(found).map(([group, groupNames]) => (
          <CheckList
            key={group}
            legend={group}
            choices={groupNames.map((name) => ({ value: name, name: <EventName name={name} /> }))}
            chosen={chosen}
            onChange={onChange}
          />
        ))}
        {found.length === 0 ? (
          <p className={styles.none}>No event matches “{search.trim()}”.</p>
        ) : null}
      </div>
    </div>
  )
}

/** By what comes before the first dot: the thing that events are about. */
function groupsOf(names: string[]): [string, string[]][] {
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const group = name.split('.')[0] as string
    groups.set(group, [...(groups.get(group) ?? []), name])
  }
  return [...groups]
}
