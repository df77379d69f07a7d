import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../../api/failure.ts'
import type { FeatureFlag } from '../../api/types.ts'
import { BackLink } from '../../components/back-link.tsx'
import { CopyableValue } from '../../components/copyable-value.tsx'
import { Detail, Details, DetailsSkeleton } from '../../components/details.tsx'
import { Empty } from '../../components/empty.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { DeleteFlag } from './delete-flag.tsx'
import { useFeatureFlag } from './feature-flags-api.ts'
import { FlagState, FlagTags } from './flag-columns.tsx'
import { EditFlagDialog } from './flag-dialog.tsx'
import { FlagRules } from './flag-rules.tsx'
import { FlagTargets } from './flag-targets.tsx'

const route = getRouteApi('/$environment/feature-flags/$slug')
const back = <BackLink to='/$environment/feature-flags'>Feature flags</BackLink>

export function FlagPage() {
  const { slug } = route.useParams()
  const flag = useFeatureFlag(slug)
  const isGone = flag.error instanceof ApiFailure && flag.error.status === 404

  if (isGone) {
    return (
      <Page title='Feature flag' back={back}>
        <Empty icon='flag' title='There is no such feature flag'>
          No feature flag has the slug {slug}. It may have been deleted.
        </Empty>
      </Page>
    )
  }
  if (!flag.data) {
    return (
      <Page title='Feature flag' back={back}>
        <Loaded
          query={flag}
          what='this feature flag'
          skeleton={<DetailsSkeleton widths={['40%', '60%', '30%', '40%']} />}
        >
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return <FlagSections flag={flag.data} />
}

function FlagSections({ flag }: { flag: FeatureFlag }) {
  const [isEditing, setEditing] = useState(false)
  return (
    <Page
      title={flag.name}
      description={flag.description}
      back={back}
      action={
        <Button variant='soft' color='gray' onClick={() => setEditing(true)}>
          Edit
        </Button>
      }
    >
      <Details>
        <Detail name='Slug'>
          <CopyableValue value={flag.slug} name='slug' />
        </Detail>
        <Detail name='State'>
          <FlagState flag={flag} />
        </Detail>
        <Detail name='Created'>
          <RelativeTime at={flag.created_at} />
          {flag.owner ? ` by ${flag.owner.email}` : null}
        </Detail>
        <Detail name='Updated'>
          <RelativeTime at={flag.updated_at} />
        </Detail>
        {flag.tags.length > 0 ? (
          <Detail name='Tags'>
            <FlagTags tags={flag.tags} />
          </Detail>
        ) : null}
        <Detail name='Feature flag ID'>
          <CopyableValue value={flag.id} name='feature flag id' />
        </Detail>
      </Details>
      <div>
        <FlagRules flag={flag} />
        <FlagTargets flag={flag} />
        <DeleteFlag flag={flag} />
      </div>
      {isEditing ? <EditFlagDialog flag={flag} onClose={() => setEditing(false)} /> : null}
    </Page>
  )
}
