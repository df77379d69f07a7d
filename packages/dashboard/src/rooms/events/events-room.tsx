import { Button } from '@radix-ui/themes'
import { getRouteApi, Outlet, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { Pager } from '../../components/pager.tsx'
import { EventFilters, isNarrowed } from './event-filters.tsx'
import { EventList, EventListSkeleton } from './event-list.tsx'
import styles from './events.module.css'
import { useEvents } from './events-api.ts'
import { NoEventFound, NoEventsYet } from './no-events.tsx'

const route = getRouteApi('/$environment/events')

export function EventsRoom() {
  const search = route.useSearch()
  const { before, after, ...filter } = search
  const navigate = route.useNavigate()
  const { eventId } = useParams({ strict: false })
  const [isPaused, setPaused] = useState(false)
  const isFirstPage = !before && !after
  const events = useEvents(search, isFirstPage && !isPaused)
  const hasNone = events.data?.data.length === 0 && isFirstPage && !isNarrowed(filter) && !eventId

  return (
    <Page
      title='Events'
      description='What happened in this environment, newest first. Events are kept for 90 days.'
      action={
        isFirstPage ? (
          <LiveButton isPaused={isPaused} onChange={setPaused} />
        ) : (
          <Button
            variant='soft'
            color='gray'
            onClick={() => void navigate({ to: '.', search: filter })}
          >
            <Icon name='arrow-up' />
            Newest
          </Button>
        )
      }
    >
      {hasNone ? (
        <NoEventsYet />
      ) : (
        <div className={styles.room} data-open={eventId ? true : undefined}>
          <div className={styles.filterBar}>
            <EventFilters
              filter={filter}
              onChange={(chosen) => void navigate({ to: '.', search: chosen, replace: true })}
            />
          </div>
          <div className={styles.log}>
            <Loaded query={events} what='the events' skeleton={<EventListSkeleton />}>
              {(list) =>
                list.data.length > 0 ? (
                  <>
                    <EventList
                      events={list.data}
                      openId={eventId}
                      isStale={events.isPlaceholderData}
                    />
                    <Pager
                      metadata={list.list_metadata}
                      onMove={(cursor) =>
                        void navigate({ to: '.', search: { ...filter, ...cursor } })
                      }
                    />
                  </>
                ) : (
                  <NoEventFound
                    onClear={() => void navigate({ to: '.', search: {}, replace: true })}
                  />
                )
              }
            </Loaded>
          </div>
          <div className={styles.reader}>
            {eventId ? (
              <Outlet />
            ) : (
              <p className={styles.choose}>Choose an event to see what it carries.</p>
            )}
          </div>
        </div>
      )}
    </Page>
  )
}

interface LiveButtonProps {
  isPaused: boolean
  onChange: (isPaused: boolean) => void
}

/** New events come in by themselves, which is in the way of whoever reads. */
function LiveButton({ isPaused, onChange }: LiveButtonProps) {
  return (
    <div className={styles.live}>
      <span className={styles.liveWords} data-paused={isPaused || undefined} role='status'>
        {isPaused ? 'Paused' : 'Live'}
      </span>
      <Button variant='soft' color='gray' onClick={() => onChange(!isPaused)}>
        <Icon name={isPaused ? 'play' : 'pause'} />
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
    </div>
  )
}
