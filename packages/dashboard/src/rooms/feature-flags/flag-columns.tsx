import { Badge } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { FeatureFlag } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { useEnvironment } from '../../session/environment.ts'
import styles from './feature-flags.module.css'

export const flagColumns: Columns<FeatureFlag> = [
  {
    id: 'flag',
    header: 'Feature flag',
    cell: ({ row }) => <FlagCell flag={row.original} />,
    meta: { skeletonWidth: '180px', skeletonLines: 2 },
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ row }) => <FlagState flag={row.original} />,
    meta: { hide: 'on phones', skeletonWidth: '96px' },
  },
  {
    id: 'tags',
    header: 'Tags',
    cell: ({ row }) => <FlagTags tags={row.original.tags} />,
    meta: { hide: 'on tablets', skeletonWidth: '80px' },
  },
  {
    id: 'updated_at',
    header: 'Updated',
    cell: ({ row }) => <RelativeTime at={row.original.updated_at} />,
    meta: { hide: 'on tablets', skeletonWidth: '80px' },
  },
]

function FlagCell({ flag }: { flag: FeatureFlag }) {
  const environment = useEnvironment()
  return (
    <Link
      to='/$environment/feature-flags/$slug'
      params={{ environment: environment.kind, slug: flag.slug }}
      data-row-link
      className={styles.flag}
    >
      <span className={styles.name}>{flag.name}</span>
      <code className={styles.slug}>{flag.slug}</code>
      <span className={styles.phoneLine}>
        <FlagState flag={flag} />
      </span>
    </Link>
  )
}

/** For whom it is on, in two words. */
export function FlagState({ flag }: { flag: FeatureFlag }) {
  if (!flag.enabled) return <Badge color='gray'>Off</Badge>
  if (flag.default_value) return <Badge color='green'>On for everybody</Badge>
  return <Badge color='gold'>On for targets</Badge>
}

export function FlagTags({ tags }: { tags: string[] }) {
  if (tags.length === 0) return <span className={styles.none}>None</span>
  return (
    <span className={styles.tags}>
      {tags.map((tag) => (
        <Badge key={tag} color='gray'>
          {tag}
        </Badge>
      ))}
    </span>
  )
}
