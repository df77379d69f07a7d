import { Button } from '@radix-ui/themes'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../../../api/failure.ts'
import type { Group } from '../../../api/types.ts'
import backStyles from '../../../components/back-link.module.css'
import { CopyableValue } from '../../../components/copyable-value.tsx'
import { DangerZone } from '../../../components/danger-zone.tsx'
import { Detail, Details, DetailsSkeleton } from '../../../components/details.tsx'
import { Empty } from '../../../components/empty.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Loaded } from '../../../components/loaded.tsx'
import { RelativeTime } from '../../../components/relative-time.tsx'
import { Section } from '../../../components/section.tsx'
import { DeleteGroupDialog } from './delete-group-dialog.tsx'
import { GroupDialog } from './group-dialog.tsx'
import { GroupMembers } from './group-members.tsx'
import { useGroup } from './groups-api.ts'

const route = getRouteApi('/$environment/organizations/$organizationId/groups/$groupId')

/** One group, inside the page of its organization. */
export function GroupPage() {
  const { environment, organizationId, groupId } = route.useParams()
  const group = useGroup(organizationId, groupId)
  const isGone = group.error instanceof ApiFailure && group.error.status === 404
  return (
    <>
      <Link
        to='/$environment/organizations/$organizationId/groups'
        params={{ environment, organizationId }}
        className={backStyles.back}
      >
        <Icon name='chevron-left' />
        All groups
      </Link>
      {isGone ? (
        <Empty icon='users' title='There is no such group'>
          This organization has no group with the id {groupId}. It may have been deleted.
        </Empty>
      ) : (
        <Loaded
          query={group}
          what='this group'
          skeleton={<DetailsSkeleton widths={['60%', '40%']} />}
        >
          {(loaded) => <GroupSections group={loaded} />}
        </Loaded>
      )}
    </>
  )
}

function GroupSections({ group }: { group: Group }) {
  const { environment } = route.useParams()
  const navigate = useNavigate()
  const [question, setQuestion] = useState<'edit' | 'delete' | null>(null)
  const close = () => setQuestion(null)
  return (
    <div>
      <Section
        title={group.name}
        description={group.description}
        action={
          <Button variant='soft' color='gray' onClick={() => setQuestion('edit')}>
            Edit group
          </Button>
        }
      >
        <Details>
          <Detail name='Group ID'>
            <CopyableValue value={group.id} name='group id' />
          </Detail>
          <Detail name='Created'>
            <RelativeTime at={group.created_at} />
          </Detail>
        </Details>
      </Section>
      <GroupMembers group={group} />
      <DangerZone
        title='Delete this group'
        description='Its members stay members of the organization. This cannot be undone.'
        label='Delete group'
        onAct={() => setQuestion('delete')}
      >
        {question === 'delete' ? (
          <DeleteGroupDialog
            group={group}
            onDeleted={() =>
              void navigate({
                to: '/$environment/organizations/$organizationId/groups',
                params: { environment, organizationId: group.organization_id },
              })
            }
            onClose={close}
          />
        ) : null}
      </DangerZone>
      {question === 'edit' ? (
        <GroupDialog organizationId={group.organization_id} group={group} onClose={close} />
      ) : null}
    </div>
  )
}
