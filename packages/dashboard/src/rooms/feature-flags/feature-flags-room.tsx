import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { CodeBlock } from '../../components/code-block.tsx'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { notify } from '../../components/notices.tsx'
import { Page } from '../../components/page.tsx'
import { Pager } from '../../components/pager.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useFeatureFlags } from './feature-flags-api.ts'
import { flagColumns } from './flag-columns.tsx'
import { CreateFlagDialog } from './flag-dialog.tsx'

const route = getRouteApi('/$environment/feature-flags')

export function FeatureFlagsRoom() {
  const environment = useEnvironment()
  const { create, ...cursor } = route.useSearch()
  const navigate = route.useNavigate()
  const flags = useFeatureFlags(cursor)
  const setCreating = (isCreating: boolean) =>
    void navigate({ search: { ...cursor, create: isCreating || undefined }, replace: true })

  return (
    <Page
      title='Feature flags'
      description='Turn parts of your application on for some of its users and organizations, or for all, without deploying it.'
      action={
        <Button onClick={() => setCreating(true)}>
          <Icon name='plus' />
          Create feature flag
        </Button>
      }
    >
      <Loaded
        query={flags}
        what='the feature flags'
        skeleton={<DataTableSkeleton columns={flagColumns} rowCount={5} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Feature flags'
                columns={flagColumns}
                rows={list.data}
                rowId={({ id }) => id}
                isStale={flags.isPlaceholderData}
              />
              <Pager
                metadata={list.list_metadata}
                onMove={(moved) => void navigate({ search: moved })}
              />
            </>
          ) : (
            <NoFlagsYet onCreate={() => setCreating(true)} />
          )
        }
      </Loaded>
      {create ? (
        <CreateFlagDialog
          onCreated={({ name, slug }) => {
            notify(`${name} was created.`)
            void navigate({
              to: '/$environment/feature-flags/$slug',
              params: { environment: environment.kind, slug },
            })
          }}
          onClose={() => setCreating(false)}
        />
      ) : null}
    </Page>
  )
}

function NoFlagsYet({ onCreate }: { onCreate: () => void }) {
  return (
    <Empty
      icon='flag'
      title='No feature flags yet'
      action={
        <Button variant='soft' onClick={onCreate}>
          Create feature flag
        </Button>
      }
      code={
        <CodeBlock
          title='In your application'
          code={`const { featureFlags } = await session.authenticate()

if (featureFlags?.includes('new-editor')) return renderNewEditor()`}
        />
      }
    >
      Access tokens carry the slugs of the flags that are on for the person and the organization of
      the session, so that your code asks nobody.
    </Empty>
  )
}
