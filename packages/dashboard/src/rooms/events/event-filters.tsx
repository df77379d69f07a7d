import { Button, Popover } from '@radix-ui/themes'
import { useId } from 'react'
import { Icon } from '../../components/icon.tsx'
import type { EventsSearch } from '../../router.tsx'
import { EventNameChoice } from './event-name-choice.tsx'
import {
  type EventRange,
  eventRanges,
  isoOfLocalField,
  localFieldOf,
  rangeNames,
} from './event-range.ts'
import styles from './events.module.css'
import { useEventNames } from './events-api.ts'
import { OrganizationFilter } from './organization-filter.tsx'

export type EventFilter = Omit<EventsSearch, 'before' | 'after'>

interface EventFiltersProps {
  filter: EventFilter
  onChange: (filter: EventFilter) => void
}

/** Names, an organization and a range, in one line above the log. */
export function EventFilters({ filter, onChange }: EventFiltersProps) {
  const change = (changes: EventFilter) => onChange({ ...filter, ...changes })
  return (
    <search className={styles.filters} aria-label='Filter the events'>
      <NamesFilter names={filter.names ?? []} onChange={(names) => change({ names })} />
      <OrganizationFilter
        organizationId={filter.organization}
        onChange={(organization) => change({ organization })}
      />
      <RangeFilter filter={filter} onChange={change} />
      {isNarrowed(filter) ? (
        <Button variant='ghost' color='gray' onClick={() => onChange({})}>
          Clear filters
        </Button>
      ) : null}
    </search>
  )
}

export const isNarrowed = ({ names, organization, range }: EventFilter) =>
  names !== undefined || organization !== undefined || range !== undefined

interface NamesFilterProps {
  names: string[]
  onChange: (names: string[] | undefined) => void
}

function NamesFilter({ names, onChange }: NamesFilterProps) {
  const known = useEventNames()
  const [first] = names
  const label = names.length > 1 ? `${names.length} events` : (first ?? 'All events')
  return (
    <Popover.Root>
      <Popover.Trigger>
        <Button variant='surface' color='gray' className={styles.filter}>
          <span className={styles.filterLabel}>{label}</span>
          <Icon name='chevron-down' />
        </Button>
      </Popover.Trigger>
      <Popover.Content width='340px' maxWidth='calc(100vw - 32px)' aria-label='Events to show'>
        <EventNameChoice
          names={known.data ?? []}
          chosen={new Set(names)}
          onChange={(chosen) => onChange(chosen.size > 0 ? [...chosen] : undefined)}
        />
      </Popover.Content>
    </Popover.Root>
  )
}

function RangeFilter({ filter, onChange }: EventFiltersProps) {
  const fromId = useId()
  const toId = useId()
  const choose = (range: EventRange | undefined) =>
    onChange({ range, from: undefined, to: undefined })
  return (
    <>
      <select
        aria-label='Range'
        className={styles.select}
        value={filter.range ?? ''}
        onChange={({ target }) => choose(eventRanges.find((range) => range === target.value))}
      >
        <option value=''>Any time</option>
        {eventRanges.map((range) => (
          <option key={range} value={range}>
            {rangeNames[range]}
          </option>
        ))}
      </select>
      {filter.range === 'custom' ? (
        <span className={styles.range}>
          <label htmlFor={fromId}>From</label>
          <input
            id={fromId}
            type='datetime-local'
            className={styles.select}
            value={localFieldOf(filter.from)}
            onChange={({ target }) => onChange({ from: isoOfLocalField(target.value) })}
          />
          <label htmlFor={toId}>to</label>
          <input
            id={toId}
            type='datetime-local'
            className={styles.select}
            value={localFieldOf(filter.to)}
            onChange={({ target }) => onChange({ to: isoOfLocalField(target.value) })}
          />
        </span>
      ) : null}
    </>
  )
}
