import { Badge, DropdownMenu } from '@radix-ui/themes'
import { CopyButton } from '../../components/copy-button.tsx'
import { RowMenu } from '../../components/row-menu.tsx'
import type { RedirectEntry } from './redirect-list-section.tsx'
import styles from './redirects.module.css'

interface RedirectEntriesProps {
  entries: RedirectEntry[]
  onMakeDefault: (entry: RedirectEntry) => void
  onDelete: (entry: RedirectEntry) => void
}

export function RedirectEntries({ entries, onMakeDefault, onDelete }: RedirectEntriesProps) {
  return (
    <ul className={styles.entries}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <span className={styles.uri}>
            <code>{entry.uri}</code>
            <CopyButton value={entry.uri} label={`Copy ${entry.uri}`} />
          </span>
          {entry.default ? <Badge color='gray'>Default</Badge> : null}
          <RowMenu of={entry.uri}>
            <DropdownMenu.Item
              disabled={entry.default || entry.uri.includes('*')}
              onSelect={() => onMakeDefault(entry)}
            >
              Make default
            </DropdownMenu.Item>
            <DropdownMenu.Item
              color='red'
              disabled={entry.default && entry.object === 'redirect_uri'}
              onSelect={() => onDelete(entry)}
            >
              Delete
            </DropdownMenu.Item>
          </RowMenu>
        </li>
      ))}
    </ul>
  )
}
