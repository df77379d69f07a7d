import type { ReactNode } from 'react'
import { FailureNotice } from './failure-notice.tsx'

interface LoadedProps<T> {
  query: {
    data: T | undefined
    error: Error | null
    isFetching: boolean
    refetch: () => unknown
  }
  /** What is being loaded, as it reads after "Could not load": "the users". */
  what: string
  /** The shape of what is to come. */
  skeleton: ReactNode
  children: (data: T) => ReactNode
}

/**
 * The states every list and page has. A refresh that fails keeps what was there and says so above it;
 * empty is for the child to tell, because each list teaches something else.
 */
export function Loaded<T>({ query, what, skeleton, children }: LoadedProps<T>) {
  const failure = query.error ? (
    <FailureNotice
      title={query.data === undefined ? `Could not load ${what}` : `Could not refresh ${what}`}
      failure={query.error}
      onRetry={() => void query.refetch()}
      isRetrying={query.isFetching}
    />
  ) : null

  if (query.data === undefined) {
    return (
      failure ?? (
        <div aria-busy='true'>
          <span className='visually-hidden' role='status'>
            Loading {what}
          </span>
          {skeleton}
        </div>
      )
    )
  }
  return (
    <>
      {failure}
      {children(query.data)}
    </>
  )
}
