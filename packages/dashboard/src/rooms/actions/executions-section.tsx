import { Badge } from '@radix-ui/themes'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ActionEndpoint, ActionExecution } from '../../api/types.ts'
import { ChoiceBar } from '../../components/choice-bar.tsx'
import { type Columns, DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Pager } from '../../components/pager.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { durationWords } from '../webhooks/delivery-words.ts'
import { outcomeOf } from './action-words.ts'
import styles from './actions.module.css'
import { useActionExecutions } from './actions-api.ts'

const route = getRouteApi('/$environment/actions/$actionType')

/** Whom the application was asked about, and what it said. */
export function ExecutionsSection({ endpoint }: { endpoint: ActionEndpoint }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const executions = useActionExecutions(endpoint, search)
  return (
    <Section
      title='Executions'
      description='Whom the endpoint was asked about in the last 30 days, and what came of it.'
    >
      <div>
        <ChoiceBar
          label='Verdict of the executions'
          choices={verdicts}
          chosen={search.verdict}
          onChange={(verdict) =>
            void navigate({ search: { verdict }, replace: true, resetScroll: false })
          }
        />
      </div>
      <Loaded
        query={executions}
        what='the executions'
        skeleton={<DataTableSkeleton columns={executionColumns} rowCount={4} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Executions'
                columns={executionColumns}
                rows={list.data}
                rowId={(execution) => execution.id}
                isStale={executions.isPlaceholderData}
              />
              <Pager
                metadata={list.list_metadata}
                onMove={(cursor) =>
                  void navigate({
                    search: { verdict: search.verdict, ...cursor },
                    resetScroll: false,
                  })
                }
              />
            </>
          ) : (
            <p className={styles.nothing}>
              {search.verdict
                ? 'Nobody got this verdict.'
                : 'Nobody was asked about yet. Test the endpoint to see what it answers.'}
            </p>
          )
        }
      </Loaded>
    </Section>
  )
}

const verdicts = [
  { value: 'allow' as const, name: 'Allowed' },
  { value: 'deny' as const, name: 'Denied' },
]

const executionColumns: Columns<ActionExecution> = [
  {
    id: 'who',
    header: 'Who',
    cell: ({ row }) => <Who execution={row.original} />,
    meta: { skeletonWidth: '180px', skeletonLines: 2 },
  },
  {
    id: 'outcome',
    header: 'Verdict',
    cell: ({ row }) => {
      const { name, color } = outcomeOf(row.original)
      return <Badge color={color}>{name}</Badge>
    },
    meta: { skeletonWidth: '64px' },
  },
  {
    id: 'duration',
    header: 'Took',
    cell: ({ row }) => durationWords(row.original.duration_milliseconds),
    meta: { hide: 'on tablets', skeletonWidth: '48px' },
  },
  {
    id: 'created_at',
    header: 'Asked',
    cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
    meta: { hide: 'on phones', skeletonWidth: '80px' },
  },
]

function Who({ execution }: { execution: ActionExecution }) {
  const environment = useEnvironment()
  const { email, user_id, test, error, message, created_at } = execution
  return (
    <span className={styles.who}>
      <span className={styles.head}>
        {user_id ? (
          <Link
            to='/$environment/users/$userId'
            params={{ environment: environment.kind, userId: user_id }}
          >
            {email}
          </Link>
        ) : (
          email
        )}
        {test ? <Badge color='gray'>Test</Badge> : null}
      </span>
      {error || message ? <span className={styles.reason}>{error ?? `“${message}”`}</span> : null}
      <span className={styles.phoneLine}>
        <RelativeTime at={created_at} />
      </span>
    </span>
  )
}
