import { Button } from '@radix-ui/themes'
import type { List } from '../api/types.ts'
import { Icon } from './icon.tsx'
import styles from './pager.module.css'

export interface Cursor {
  before?: string
  after?: string
}

interface PagerProps {
  metadata: List<unknown>['list_metadata']
  onMove: (cursor: Cursor) => void
}

/** The API pages by cursor, so there is a next and a previous page but no number of pages. */
export function Pager({ metadata, onMove }: PagerProps) {
  const { before, after } = metadata
  if (!before && !after) return null
  return (
    <nav className={styles.pager} aria-label='Pages'>
      <Button
        variant='soft'
        color='gray'
        disabled={!before}
        onClick={() => before && onMove({ before })}
      >
        <Icon name='chevron-left' />
        Previous
      </Button>
      <Button
        variant='soft'
        color='gray'
        disabled={!after}
        onClick={() => after && onMove({ after })}
      >
        Next
        <Icon name='chevron-right' />
      </Button>
    </nav>
  )
}
